import type { Incident } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatInstant } from '../../format/instant.ts';
import { Badge } from '../../ui/badge.tsx';
import { AlertIcon, CheckIcon } from '../../ui/icons.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { HistoryCard } from './history-card.tsx';

const SHOWN = 50;

/** The alerts of Cloud Monitoring on live pairs, newest first. */
export function AlertHistory() {
  const { alerts } = useApi();
  const incidents = useLive(() => alerts.incidents(SHOWN), 'incidents');
  return (
    <HistoryCard id="alert-history" title="Alerts" state={incidents} empty="No alert has been open yet.">
      {(items) => <IncidentTable incidents={items} />}
    </HistoryCard>
  );
}

function IncidentTable({ incidents }: { readonly incidents: readonly Incident[] }) {
  return (
    <table class="table record-table">
      <caption class="visually-hidden">Alerts, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Alert</th>
          <th scope="col">State</th>
          <th scope="col">Opened</th>
          <th scope="col">For</th>
          <th scope="col">Release</th>
        </tr>
      </thead>
      <tbody>
        {incidents.map(({ id, title, state, openedAt, closedAt, deploymentId }) => (
          <tr key={id}>
            <th scope="row" class="wraps">
              {title}
            </th>
            <td>
              {state === 'open' ? (
                <Badge text="Open" tone="bad" Icon={AlertIcon} />
              ) : (
                <Badge text="Closed" tone="plain" Icon={CheckIcon} />
              )}
            </td>
            <td>{formatInstant(openedAt)}</td>
            <td>
              {formatDuration((closedAt === null ? secondsClock.value : Date.parse(closedAt)) - Date.parse(openedAt))}
            </td>
            <td>{deploymentId !== '' && <a href={`/deployments/${deploymentId}`}>{deploymentId}</a>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
