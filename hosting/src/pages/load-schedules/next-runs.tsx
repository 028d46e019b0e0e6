import { nextRuns } from '@proving-ground/shared';
import { formatInZone } from '../../format/instant.ts';
import { secondsClock } from '../../ui/seconds-clock.ts';

const SHOWN_RUNS = 5;

/** When a cron expression, which has to be one, comes to run next. */
export function NextRuns({ cron, timeZone }: { readonly cron: string; readonly timeZone: string }) {
  const runs = nextRuns({ cron, timeZone }, new Date(secondsClock.value), SHOWN_RUNS);
  return (
    <section class="next-runs" aria-label="Next runs">
      <p class="field-hint">Next runs, in {timeZone}</p>
      <ol>
        {runs.map((run) => (
          <li key={run.toISOString()}>
            <time dateTime={run.toISOString()}>{formatInZone(run, timeZone)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
