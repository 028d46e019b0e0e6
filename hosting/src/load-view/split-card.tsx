import {
  formatMs,
  formatPercent,
  LATENCY_PHASES,
  type LoadSplitResult,
  mapPhases,
  meanSplitMs,
  PHASE_TEXTS,
} from '@proving-ground/shared';
import { useId } from 'preact/hooks';
import { PhaseBar } from '../latency-view/phase-bar.tsx';
import './load-tables.css';

const US_PER_MS = 1_000;

/** Where the time of the answers went: the mean answer as a bar, and each phase with its tail. */
export function SplitCard({ split }: { readonly split: LoadSplitResult }) {
  const { phases, answers } = split;
  const id = useId();
  const totalMs = meanSplitMs(split);
  const shareOf = (ms: number) => (totalMs === 0 ? '–' : formatPercent(ms / totalMs));
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-header">
        <h2 id={id}>Where the time went</h2>
        <span class="card-header-note">{`ms, ${answers} answers`}</span>
      </header>
      <div class="split-bar">
        <PhaseBar split={mapPhases((phase) => Math.round(phases[phase].avgMs * US_PER_MS))} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section class="table-box" tabIndex={0} aria-label="Phases of an answer">
        <table class="load-table">
          <thead>
            <tr>
              <th scope="col">Phase</th>
              {['Mean', 'Share', '50 %', '95 %'].map((name) => (
                <th key={name} scope="col" class="numeric">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {LATENCY_PHASES.map((phase) => (
              <tr key={phase}>
                <th scope="row">
                  <span class="phase-mark" data-phase={phase} /> {PHASE_TEXTS[phase].name}
                  <small class="phase-about">{PHASE_TEXTS[phase].about}</small>
                </th>
                <td class="numeric">{formatMs(phases[phase].avgMs)}</td>
                <td class="numeric">{shareOf(phases[phase].avgMs)}</td>
                <td class="numeric">{formatMs(phases[phase].p50Ms)}</td>
                <td class="numeric">{formatMs(phases[phase].p95Ms)}</td>
              </tr>
            ))}
            <tr data-total="true">
              <th scope="row">All</th>
              <td class="numeric">{formatMs(totalMs)}</td>
              <td class="numeric">{shareOf(totalMs)}</td>
              <td class="numeric">–</td>
              <td class="numeric">–</td>
            </tr>
          </tbody>
        </table>
      </section>
    </section>
  );
}
