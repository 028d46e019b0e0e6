import {
  LATENCY_PHASES,
  type LoadSplitResult,
  type LoadSplitState,
  type LoadWindowResult,
  type LoadWindowState,
  mapPhases,
} from '@proving-ground/shared';
import { decodeHistogram } from '../histogram/histogram-codec.ts';

const US_PER_MS = 1_000;

/** Reads out where the time went. */
export function splitResultOf({ phasesUs, coldStarts, coldStartUs }: LoadSplitState): LoadSplitResult {
  const allUs = LATENCY_PHASES.reduce((sum, phase) => sum + phasesUs[phase].sum, 0);
  return {
    answers: phasesUs.way.count,
    phases: mapPhases((phase) => {
      const histogram = decodeHistogram(phasesUs[phase]);
      return {
        avgMs: histogram.mean / US_PER_MS,
        p50Ms: histogram.percentile(50) / US_PER_MS,
        p95Ms: histogram.percentile(95) / US_PER_MS,
      };
    }),
    coldStarts,
    coldStartShare: allUs === 0 ? 0 : coldStartUs / allUs,
  };
}

/** The means of one window; they add up to the mean latency of its answers. */
export function phaseMeansOf({
  answers,
  sumsUs,
}: NonNullable<LoadWindowState['split']>): NonNullable<LoadWindowResult['phasesMs']> {
  return mapPhases((phase) => sumsUs[phase] / answers / US_PER_MS);
}
