import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { formatAgo, formatInstant } from '../../format/instant.ts';
import { AlertIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';

/** The alerts that are open now; nothing where there is none. */
export function OpenAlerts() {
  const { alerts } = useApi();
  const open = useLive(() => alerts.openIncidents(), 'open-incidents');
  if (open.kind === 'failed')
    return <Notice>{`Whether alerts are open is not known now. ${open.failure.message}`}</Notice>;
  if (open.kind !== 'ready' || open.value.items.length === 0) return null;
  return (
    <section class="card open-alerts" aria-labelledby="open-alerts-title">
      <h2 id="open-alerts-title">Open alerts</h2>
      <ul>
        {open.value.items.map(({ id, title, openedAt, deploymentId }) => (
          <li key={id}>
            <AlertIcon />
            <span>
              <a href={deploymentId === '' ? '/alerts' : `/deployments/${deploymentId}`}>{title}</a>
              <time dateTime={openedAt} title={formatInstant(openedAt)}>
                {` since ${formatAgo(openedAt, secondsClock.value)}`}
              </time>
            </span>
          </li>
        ))}
      </ul>
      <p class="field-hint">
        <a href="/alerts">All alerts</a>
      </p>
    </section>
  );
}
