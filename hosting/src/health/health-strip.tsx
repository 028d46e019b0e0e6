import { useState } from 'preact/hooks';
import { useApi } from '../api/api-context.ts';
import { useLive } from '../api/use-live.ts';
import { formatDuration } from '../format/duration.ts';
import { formatInstant } from '../format/instant.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { secondsClock } from '../ui/seconds-clock.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { HealthBadge } from './health-badge.tsx';
import { type HealthSegment, healthSegments } from './health-segments.ts';
import { HEALTH_TEXTS, healthSummary } from './health-text.ts';
import './health-strip.css';

const HOUR_MS = 3_600_000;
const PERIODS = [
  { hours: 24, text: '24 hours' },
  { hours: 24 * 7, text: '7 days' },
] as const;
/** The newest changes that the table shows. */
const TABLE_LINES = 20;

/** How an agent has been: a strip for the eye, a sentence and a table for everybody. */
export function HealthStrip({ region, name }: { readonly region: string; readonly name: string }) {
  const { alerts } = useApi();
  const [period, setPeriod] = useState<(typeof PERIODS)[number]>(PERIODS[0]);
  // A whole week, so that changing the period asks for nothing anew.
  const sinceDay = new Date(secondsClock.value - PERIODS[1].hours * HOUR_MS).toISOString().slice(0, 10);
  const days = useLive(() => alerts.healthDays(region, name, sinceDay), `${region}~${name}~${sinceDay}`);
  if (days.kind === 'loading') {
    return (
      <div class="health">
        <Skeleton lines={3} label="Loading the health" />
      </div>
    );
  }
  if (days.kind === 'failed') {
    return <FailurePanel title="Health is not known now" failure={days.failure} retry={days.retry} />;
  }
  const items = days.kind === 'ready' ? days.value.items : [];
  // To the minute: a strip that is drawn anew each second would say nothing more.
  const toMs = Math.ceil(secondsClock.value / 60_000) * 60_000;
  const segments = healthSegments(items, { fromMs: toMs - period.hours * HOUR_MS, toMs });
  const now = segments.at(-1);
  return (
    <section class="health" aria-label={`Health of ${name}`}>
      <header class="health-header">
        <h3>Health</h3>
        {now && <HealthBadge state={now.state} />}
        {now && <span class="field-hint">{now.detail}</span>}
        <fieldset class="health-periods" aria-label="Period">
          {PERIODS.map((one) => (
            <button key={one.hours} type="button" aria-pressed={one === period} onClick={() => setPeriod(one)}>
              {one.text}
            </button>
          ))}
        </fieldset>
      </header>
      <div class="health-strip" aria-hidden="true">
        {segments.map(({ state, fromMs, toMs: endMs }) => (
          <span
            key={fromMs}
            class={`health-${state}`}
            style={{ flexGrow: (endMs - fromMs) / 60_000 }}
            title={`${HEALTH_TEXTS[state]} from ${formatInstant(new Date(fromMs).toISOString())} for ${formatDuration(endMs - fromMs)}`}
          />
        ))}
      </div>
      <p class="field-hint">{healthSummary(segments, period.text)}</p>
      <details>
        <summary>All changes</summary>
        <ChangeTable segments={segments.toReversed().slice(0, TABLE_LINES)} />
      </details>
    </section>
  );
}

function ChangeTable({ segments }: { readonly segments: readonly HealthSegment[] }) {
  return (
    <table class="table record-table">
      <caption class="visually-hidden">Changes of health, newest first</caption>
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">From</th>
          <th scope="col">For</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {segments.map(({ state, fromMs, toMs, detail }) => (
          <tr key={fromMs}>
            <th scope="row">
              <HealthBadge state={state} />
            </th>
            <td>{formatInstant(new Date(fromMs).toISOString())}</td>
            <td>{formatDuration(toMs - fromMs)}</td>
            <td class="wraps">{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
