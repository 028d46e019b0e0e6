import { type Deployment, MODEL_CATALOGUE } from '@proving-ground/shared';
import { formatDuration, formatElapsed } from '../../format/duration.ts';
import { formatAgo, formatInstant } from '../../format/instant.ts';
import { kindText } from '../../releases/kind-text.ts';
import { usePairOf } from '../../releases/use-pair-of.ts';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';

/** Deployments, one a line; on a narrow screen each line becomes a small card. */
export function DeploymentTable({ deployments }: { readonly deployments: readonly Deployment[] }) {
  const nowMs = secondsClock.value;
  return (
    <table class="table record-table deployment-table">
      <caption class="visually-hidden">Deployments, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">Model</th>
          <th scope="col">Region</th>
          <th scope="col">Services</th>
          <th scope="col">Who</th>
          <th scope="col">Started</th>
          <th scope="col" class="numeric">
            Duration
          </th>
        </tr>
      </thead>
      <tbody>
        {deployments.map((deployment) => (
          <Row key={deployment.id} deployment={deployment} nowMs={nowMs} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ deployment, nowMs }: { readonly deployment: Deployment; readonly nowMs: number }) {
  const pair = usePairOf(deployment);
  const { id, spec, status, requestedBy, createdAt, endedAt, release } = deployment;
  const sinceMs = (endedAt ? Date.parse(endedAt) : nowMs) - Date.parse(createdAt);
  return (
    <tr>
      <td>
        <StatusBadge status={status} />
      </td>
      <th scope="row">
        <a class="row-link" href={`/deployments/${id}`}>
          {MODEL_CATALOGUE[spec.model].label}
        </a>
        <span class="kind">{kindText(deployment, pair)}</span>
        {release && (
          <a class="kind" href={`/releases/${release.id}`}>
            in {release.regions.length} regions
          </a>
        )}
      </th>
      <td>{spec.region}</td>
      <td class="services">
        <code>{spec.agent.serviceName}</code>
        <code>{spec.backend.serviceName}</code>
      </td>
      <td class="who" title={requestedBy.email ?? undefined}>
        {requestedBy.email ?? requestedBy.uid}
      </td>
      <td>
        <time dateTime={createdAt} title={formatInstant(createdAt)}>
          {formatAgo(createdAt, nowMs)}
        </time>
      </td>
      <td class="numeric">{endedAt ? formatDuration(sinceMs) : formatElapsed(sinceMs)}</td>
    </tr>
  );
}
