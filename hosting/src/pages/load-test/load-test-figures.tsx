import {
  isOver,
  type LoadResult,
  type LoadTest,
  requestTable,
  resultTables,
  SPLIT_TITLE,
  scenarioOf,
} from '@proving-ground/shared';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { Chart } from '../../load-view/chart.tsx';
import { HeadlineFigures, numbersOf, numbersOfHeadline } from '../../load-view/headline-figures.tsx';
import { percentileChart } from '../../load-view/percentile-chart.ts';
import { RemarksList } from '../../load-view/remarks-list.tsx';
import { ResultTableCard } from '../../load-view/result-table.tsx';
import { ShardTable } from '../../load-view/shard-table.tsx';
import { SplitCard } from '../../load-view/split-card.tsx';
import { timeCharts } from '../../load-view/time-charts.ts';
import type { FiguresState } from '../../load-view/use-load-figures.ts';
import { VerdictCard } from '../../load-view/verdict-card.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

/** Everything measured; while the test runs it grows in its place. */
export function LoadTestFigures(props: {
  readonly test: LoadTest;
  readonly figures: FiguresState;
  readonly retry: () => void;
  /** What stands between the charts and the tables. */
  readonly children?: ComponentChildren;
}) {
  const { test, figures, retry, children } = props;
  const hasEnded = isOver(test.status);
  if (figures.kind === 'loading') return <Skeleton lines={10} label="Loading the figures" />;
  const result = figures.kind === 'ready' ? figures.result : null;
  const isEmpty = result === null && (hasEnded || figures.kind === 'failed');
  return (
    <>
      {hasEnded && result?.verdict && <VerdictCard verdict={result.verdict} coverage={result.coverage} />}
      {!(isEmpty && test.headline === null) && (
        <HeadlineFigures
          numbers={result ? numbersOf(result, { isLive: !hasEnded }) : numbersOfHeadline(test.headline)}
          usersText={hasEnded ? 'Most users' : 'Users now'}
        />
      )}
      {figures.kind === 'failed' && (
        <FailurePanel title="The figures cannot be shown" failure={figures.failure} retry={retry} />
      )}
      {!isEmpty && <TimeCharts test={test} result={result} />}
      {children}
      {result && <ResultTables result={result} hasEnded={hasEnded} />}
      {isEmpty && figures.kind === 'none' && <p class="load-test-none">This test has no figures.</p>}
      {figures.shards.length > 0 && <ShardTable shards={figures.shards} coverage={result?.coverage ?? null} />}
    </>
  );
}

function TimeCharts({ test, result }: { readonly test: LoadTest; readonly result: LoadResult | null }) {
  const { id, spec, status } = test;
  const hasEnded = isOver(status);
  const views = useMemo(() => {
    const { tasks } = scenarioOf(spec);
    const asks = tasks.some(({ kind }) => kind === 'ask');
    const expectsStream = tasks.some((task) => task.kind === 'ask' && task.stream);
    // Afterwards the charts are as long as the test was: one that was stopped leaves no empty half.
    return timeCharts(result, { durationSeconds: hasEnded ? 0 : spec.durationSeconds, expectsStream, asks });
  }, [result, spec, hasEnded]);
  const curve = useMemo(() => hasEnded && result && percentileChart(result.latencyCurve), [result, hasEnded]);
  return (
    <section class="load-charts" aria-label="Charts">
      {views.map((view) => (
        <Chart key={view.title} view={view} sync={`load-test-${id}`} />
      ))}
      {curve && <Chart view={curve} />}
    </section>
  );
}

/** While it runs the tasks alone; the rest is for reading in peace. */
function ResultTables({ result, hasEnded }: { readonly result: LoadResult; readonly hasEnded: boolean }) {
  const tables = hasEnded ? resultTables(result) : [requestTable([...result.tasks, result.total])];
  const split = result.answers?.split;
  return (
    <>
      {split && <SplitCard split={split} />}
      {tables
        .filter(({ title }) => title !== SPLIT_TITLE)
        .map((table) => (
          <ResultTableCard key={table.title} table={table} totalName={result.total.name} />
        ))}
      {hasEnded && <RemarksList result={result} />}
    </>
  );
}
