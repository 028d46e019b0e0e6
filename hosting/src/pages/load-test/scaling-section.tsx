import {
  concludeScaling,
  isOver,
  type LoadObservation,
  type LoadResult,
  type LoadTest,
  metricsOf,
} from '@proving-ground/shared';
import { useMemo } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { Chart } from '../../load-view/chart.tsx';
import { missingMetrics, scalingCharts } from '../../load-view/scaling-charts.ts';
import { Button } from '../../ui/button.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

/** What Cloud Monitoring saw of both services meanwhile, and what follows from it. */
export function ScalingSection({ test, result }: { readonly test: LoadTest; readonly result: LoadResult | null }) {
  const { loads } = useApi();
  const observed = useLive(() => loads.observations(test.id), test.id);
  if (test.startAt === null) return null;
  switch (observed.kind) {
    case 'loading':
      return <Skeleton lines={6} label="Loading the metrics" />;
    case 'failed':
      return (
        <FailurePanel title="The metrics cannot be shown" failure={observed.failure}>
          <Button onClick={observed.retry}>Try again</Button>
        </FailurePanel>
      );
    case 'missing':
      return <Observed test={test} result={result} observations={[]} />;
    case 'ready':
      return <Observed test={test} result={result} observations={observed.value.items} />;
  }
}

function Observed(props: {
  readonly test: LoadTest;
  readonly result: LoadResult | null;
  readonly observations: readonly LoadObservation[];
}) {
  const { test, result, observations } = props;
  const hasEnded = isOver(test.status);
  const lastSeconds = hasEnded ? (result?.windows.at(-1)?.atSeconds ?? 0) : test.spec.durationSeconds;
  const views = useMemo(() => scalingCharts(observations, lastSeconds), [observations, lastSeconds]);
  const isSettled = observations.length > 0 && observations.every(({ settledAt }) => settledAt !== null);
  const missing = missingMetrics(observations);
  return (
    <section class="scaling" aria-labelledby="scaling-title">
      <h2 id="scaling-title">What was the bottleneck?</h2>
      {hasEnded && result && observations.length > 0 && (
        <Conclusion test={test} result={result} observations={observations} isSettled={isSettled} />
      )}
      {!isSettled && (
        <p class="field-hint" role="status">
          {observations.length === 0
            ? 'Cloud Monitoring shows what the services did a few minutes later: it will stand here.'
            : 'More points may still come: Cloud Monitoring shows them a few minutes later.'}
        </p>
      )}
      {views.length > 0 && (
        <div class="load-charts">
          {views.map((view) => (
            <Chart key={view.title} view={view} sync={`load-test-${test.id}`} />
          ))}
        </div>
      )}
      {missing.length > 0 && (
        <details>
          <summary>What is not shown, and why</summary>
          <ul class="remarks">
            {missing.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Conclusion(props: {
  readonly test: LoadTest;
  readonly result: LoadResult;
  readonly observations: readonly LoadObservation[];
  readonly isSettled: boolean;
}) {
  const { test, result, observations, isSettled } = props;
  const of = (wanted: LoadObservation['kind']) => {
    const found = observations.find(({ kind }) => kind === wanted);
    return found ? metricsOf(found) : null;
  };
  const { text, evidence } = concludeScaling({
    target: test.target,
    result,
    agent: of('agent'),
    backend: of('backend'),
  });
  return (
    <div class="card conclusion">
      <p class="conclusion-text">
        {!isSettled && <small>So far: </small>}
        {text}
      </p>
      <ul>
        {evidence.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
