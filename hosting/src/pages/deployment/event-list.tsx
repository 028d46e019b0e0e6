import type { DeploymentEvent } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { formatTimeOfDay } from '../../format/instant.ts';
import { LiveView } from '../../ui/live-view.tsx';
import { STEP_TITLES } from './timeline.ts';

/** A deployment writes some dozens; what is older than these has no use on a screen. */
const SHOWN_EVENTS = 200;

/** What happened, newest first. */
export function EventList({ deploymentId }: { readonly deploymentId: string }) {
  const { data } = useApi();
  const events = useLive(() => data.deploymentEvents(deploymentId, SHOWN_EVENTS), deploymentId);
  return (
    <section class="card" aria-labelledby="events-title">
      <header class="card-header">
        <h2 id="events-title">Events</h2>
      </header>
      <LiveView state={events} label="Loading the events" lines={7}>
        {(read) =>
          read && read.items.length > 0 ? <Events events={read.items} /> : <p class="log-none">Nothing happened yet.</p>
        }
      </LiveView>
    </section>
  );
}

function Events({ events }: { readonly events: readonly DeploymentEvent[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard.
    <section class="events" tabIndex={0} aria-label="Events, newest first">
      <ol>
        {events.map(({ seq, at, level, step, message }) => (
          <li key={seq} data-level={level}>
            <time dateTime={at}>{formatTimeOfDay(at)}</time>
            <span>
              {step && <strong>{STEP_TITLES[step]}: </strong>}
              {level === 'error' && <span class="visually-hidden">Error: </span>}
              {message}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
