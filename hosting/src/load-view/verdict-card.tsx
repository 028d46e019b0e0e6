import type { LoadCoverage, SloVerdict } from '@proving-ground/shared';
import { useId } from 'preact/hooks';
import { Badge } from '../ui/badge.tsx';
import { CheckIcon, CrossIcon } from '../ui/icons.tsx';
import { VerdictBadge } from '../ui/verdict-badge.tsx';
import { observedText } from './observed-text.ts';
import './load-tables.css';

/** Whether the thresholds were kept, each with what was measured. */
export function VerdictCard(props: {
  readonly verdict: SloVerdict;
  readonly coverage: Pick<LoadCoverage, 'planned' | 'complete'>;
}) {
  const { verdict, coverage } = props;
  const id = useId();
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-header">
        <h2 id={id}>Verdict</h2>
        <VerdictBadge verdict={verdict.status} />
      </header>
      {verdict.status === 'partial' && (
        <p class="card-text">
          {`Only ${coverage.complete} of ${coverage.planned} shards ran to their end: part of the load or of the figures is missing, so that a kept threshold proves nothing.`}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section class="table-box" tabIndex={0} aria-label="Thresholds">
        <table class="load-table">
          <thead>
            <tr>
              <th scope="col">Threshold</th>
              <th scope="col" class="numeric">
                Measured
              </th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {verdict.thresholds.map(({ text, observed, passed }) => (
              <tr key={text}>
                <th scope="row">
                  <code>{text}</code>
                </th>
                <td class="numeric">{observedText(text, observed)}</td>
                <td>
                  {passed ? (
                    <Badge text="Kept" tone="good" Icon={CheckIcon} />
                  ) : (
                    <Badge text="Missed" tone="bad" Icon={CrossIcon} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
