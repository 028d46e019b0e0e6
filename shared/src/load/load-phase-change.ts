import { LATENCY_PHASES } from '../latency/latency-split.ts';
import { PHASE_TEXTS, phaseTime } from '../latency/latency-text.ts';
import { headline, type LoadResult, meanSplitMs } from './load-results.ts';

const US_PER_MS = 1_000;
/** A change of the mean answer below this part of it says nothing about its phases. */
const LEAST_CHANGE = 0.05;

/** Where the change of the mean answer from one run to another is, in a sentence; null when it is small or a split is not known. */
export function phaseChangeText(base: LoadResult, next: LoadResult): string | null {
  const before = headline(base).split;
  const now = headline(next).split;
  if (!before || !now) return null;
  const deltaMs = meanSplitMs(now) - meanSplitMs(before);
  if (Math.abs(deltaMs) < LEAST_CHANGE * meanSplitMs(before)) return null;
  const changeOf = (phase: (typeof LATENCY_PHASES)[number]) =>
    (now.phases[phase].avgMs - before.phases[phase].avgMs) * Math.sign(deltaMs);
  const most = LATENCY_PHASES.reduce((best, phase) => (changeOf(phase) > changeOf(best) ? phase : best));
  const time = (ms: number) => phaseTime(ms * US_PER_MS);
  return (
    `The mean answer took ${time(Math.abs(deltaMs))} ${deltaMs > 0 ? 'longer' : 'less'}, most of it in ` +
    `"${PHASE_TEXTS[most].name}": ${time(before.phases[most].avgMs)} before, ${time(now.phases[most].avgMs)} now.`
  );
}
