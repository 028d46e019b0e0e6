import { type Deployment, isTerminal, type LiveService } from '@proving-ground/shared';
import { formatDuration, formatElapsed } from '../../format/duration.ts';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { servingNow } from '../deployment/serving-now.ts';
import { progressOf } from '../deployment/timeline.ts';
import type { RegionLine } from './region-lines.ts';

/** A release region by region; on a narrow screen each line becomes a small card. */
export function RegionTable(props: {
  readonly lines: readonly RegionLine[];
  /** Null while it is not known what serves. */
  readonly services: readonly LiveService[] | null;
}) {
  const nowMs = secondsClock.value;
  return (
    <table class="table record-table">
      <caption class="visually-hidden">The release, region by region</caption>
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">Region</th>
          <th scope="col">What is going on</th>
          <th scope="col">Serves</th>
          <th scope="col" class="numeric">
            Duration
          </th>
        </tr>
      </thead>
      <tbody>
        {props.lines.map(({ region, deployment }) =>
          deployment ? (
            <Row key={region} deployment={deployment} services={props.services} nowMs={nowMs} />
          ) : (
            <tr key={region}>
              <td>–</td>
              <th scope="row">{region}</th>
              <td colSpan={3}>Nothing was begun here.</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

function Row(props: {
  readonly deployment: Deployment;
  readonly services: readonly LiveService[] | null;
  readonly nowMs: number;
}) {
  const { deployment, services, nowMs } = props;
  const { id, spec, status, createdAt, endedAt } = deployment;
  const sinceMs = (endedAt ? Date.parse(endedAt) : nowMs) - Date.parse(createdAt);
  const isServing = services && servingNow(deployment, services).kind === 'this';
  return (
    <tr>
      <td>
        <StatusBadge status={status} />
      </td>
      <th scope="row">
        <a class="row-link" href={`/deployments/${id}`}>
          {spec.region}
        </a>
      </th>
      <td>{goingOn(deployment)}</td>
      <td>
        {isServing ? (
          <a href={`/chat?agent=${spec.region}~${spec.agent.serviceName}`} aria-label={`Now: chat in ${spec.region}`}>
            Now: chat
          </a>
        ) : (
          '–'
        )}
      </td>
      <td class="numeric">{endedAt ? formatDuration(sinceMs) : formatElapsed(sinceMs)}</td>
    </tr>
  );
}

function goingOn(deployment: Deployment): string {
  const { status, failure, verification } = deployment;
  if (failure) return failure.message;
  if (!isTerminal(status)) {
    const { current, done, total } = progressOf(deployment);
    return `${current ?? 'Waiting for its turn'}, ${done} of ${total}`;
  }
  return verification ? 'Answered a real question' : '–';
}
