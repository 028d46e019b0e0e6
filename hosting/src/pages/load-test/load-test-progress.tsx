import type { LoadTest } from '@proving-ground/shared';
import type { FiguresState } from '../../load-view/use-load-figures.ts';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { loadProgress } from './load-progress.ts';

/** How far the test is; outside the live region, because a screen reader must not read every second. */
export function LoadTestProgress({ test, figures }: { readonly test: LoadTest; readonly figures: FiguresState }) {
  const shards = figures.kind === 'loading' ? [] : figures.shards;
  const { text, value, max } = loadProgress(test, { shards, nowMs: secondsClock.value });
  return (
    <div class="load-test-progress">
      <progress class="progress" value={value} max={max} aria-label="Progress" aria-valuetext={text} />
      <span class="card-header-note">{text}</span>
    </div>
  );
}
