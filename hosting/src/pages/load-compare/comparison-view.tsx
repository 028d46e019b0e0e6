import { compareResults } from '@proving-ground/shared';
import { useMemo } from 'preact/hooks';
import { Chart } from '../../load-view/chart.tsx';
import { comparedLatencyChart } from '../../load-view/compared-latency-chart.ts';
import { comparedPercentileChart } from '../../load-view/percentile-chart.ts';
import { configDifferences } from './config-differences.ts';
import { DeltaTable } from './delta-table.tsx';
import { DifferenceTable } from './difference-table.tsx';
import type { ReadyTest } from './use-compared-test.ts';

/** What changed, first in words, then in numbers and curves. */
export function ComparisonView({ base, next }: { readonly base: ReadyTest; readonly next: ReadyTest }) {
  const { result: baseResult } = base;
  const { result: nextResult } = next;
  const { sentences, figures } = useMemo(() => compareResults(baseResult, nextResult), [baseResult, nextResult]);
  const charts = useMemo(
    () => [
      comparedPercentileChart({ base: baseResult.latencyCurve, next: nextResult.latencyCurve }),
      comparedLatencyChart({ base: baseResult, next: nextResult }),
    ],
    [baseResult, nextResult],
  );
  return (
    <>
      <section class="card" aria-labelledby="changes-title">
        <header class="card-header">
          <h2 id="changes-title">What changed</h2>
        </header>
        <ul class="remarks">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      <DeltaTable figures={figures} />
      <section class="compared-charts" aria-label="Charts">
        {charts.map((view) => (
          <Chart key={view.title} view={view} />
        ))}
      </section>
      <DifferenceTable differences={configDifferences(base.test, next.test)} />
    </>
  );
}
