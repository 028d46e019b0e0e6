import { type LoadSplitState, type LoadWindowState, mapPhases } from '@proving-ground/shared';
import { sumHistograms } from '../histogram/histogram-codec.ts';

type WindowSplit = NonNullable<LoadWindowState['split']>;

/** Adds what shards or tasks know of where the time went; null when none knows. */
export function mergeSplits(splits: readonly LoadSplitState[]): LoadSplitState | null {
  const [first, ...others] = splits;
  if (!first || others.length === 0) return first ?? null;
  return {
    phasesUs: mapPhases((phase) => sumHistograms(splits.map(({ phasesUs }) => phasesUs[phase]))),
    coldStarts: splits.reduce((sum, { coldStarts }) => sum + coldStarts, 0),
    coldStartUs: splits.reduce((sum, { coldStartUs }) => sum + coldStartUs, 0),
  };
}

/** The same for one window of the time series. */
export function mergeWindowSplits(splits: readonly WindowSplit[]): WindowSplit | null {
  const [first, ...others] = splits;
  if (!first || others.length === 0) return first ?? null;
  return {
    answers: splits.reduce((sum, { answers }) => sum + answers, 0),
    sumsUs: mapPhases((phase) => splits.reduce((sum, { sumsUs }) => sum + sumsUs[phase], 0)),
  };
}
