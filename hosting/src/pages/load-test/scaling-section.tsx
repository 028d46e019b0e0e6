import { isOver, type LoadResult, type LoadTest, type LoadTestConclusion } from '@proving-ground/shared';
import { useMemo } from 'preact/hooks';
import { Chart } from '../../load-view/chart.tsx';
import { scalingCharts } from '../../load-view/scaling-charts.ts';
import type { ObservationsState, SeenService } from '../../load-view/use-observations.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { ConclusionCard } from './conclusion-card.tsx';
import { missingMetrics, observationTrouble } from './missing-metrics.ts';
import { observationProgress } from './observation-progress.ts';

/** So much of what came after the load is shown: instances that go idle. */
const MOST_TAIL_SECONDS = 60;

/** What both services did while they were tested, and what follows from it. */
export function ScalingSection(props: {
  readonly test: LoadTest;
  readonly result: LoadResult | null;
  readonly observations: ObservationsState;
  readonly conclusion: LoadTestConclusion | null;
}) {
  const { test, result, observations, conclusion } = props;
  // One that never started was seen by nobody.
  if (test.startAt === null) return null;
  const seen = observations.kind === 'ready' ? observations.seen : [];
  return (
    <section class="scaling" aria-labelledby="scaling-title">
      <h2 id="scaling-title">Scaling</h2>
      {conclusion && <ConclusionCard conclusion={conclusion} />}
      {observations.kind === 'failed' && (
        <FailurePanel title="The metrics cannot be shown" failure={observations.failure} retry={observations.retry} />
      )}
      {observations.kind === 'ready' && <Observed test={test} result={result} seen={seen} />}
    </section>
  );
}

function Observed({
  test,
  result,
  seen,
}: {
  readonly test: LoadTest;
  readonly result: LoadResult | null;
  readonly seen: readonly SeenService[];
}) {
  const { id, spec, status, target } = test;
  const hasEnded = isOver(status);
  const views = useMemo(() => {
    const loadSeconds = hasEnded && result ? Math.ceil(result.elapsedSeconds) : spec.durationSeconds;
    const tailSeconds = Math.min(MOST_TAIL_SECONDS, 2 * Math.max(0, ...seen.map(({ periodSeconds }) => periodSeconds)));
    return scalingCharts({ seen, result, lastSeconds: loadSeconds + (hasEnded ? tailSeconds : 0) });
  }, [seen, result, hasEnded, spec.durationSeconds]);
  const missing = missingMetrics(seen, (kind) => (kind === 'agent' ? target.agent : target.backend)?.gpuType != null);
  const trouble = observationTrouble(seen);
  return (
    <>
      <Progress test={test} seen={seen} />
      {trouble && (
        <Notice>
          {trouble.text} {trouble.nextStep}
        </Notice>
      )}
      {views.length > 0 && (
        <div class="load-charts">
          {views.map((view) => (
            <Chart key={view.title} view={view} sync={`scaling-${id}`} />
          ))}
        </div>
      )}
      {missing.length > 0 && (
        <ul class="field-hint scaling-missing" aria-label="Metrics that are not shown">
          {missing.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Outside any live region: a screen reader must not read every second. */
function Progress({ test, seen }: { readonly test: LoadTest; readonly seen: readonly SeenService[] }) {
  const progress = observationProgress(test, { seen, nowMs: secondsClock.value });
  if (!progress) return null;
  const { text, bar } = progress;
  return (
    <div class="load-test-progress">
      {bar && <progress class="progress" {...bar} aria-label="Metrics" aria-valuetext={text} />}
      <span class="card-header-note">{text}</span>
    </div>
  );
}
