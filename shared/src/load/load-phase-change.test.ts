import { expect, test } from 'vitest';
import { mapPhases } from '../latency/latency-split.ts';
import { phaseChangeText } from './load-phase-change.ts';
import type { LoadResult, LoadSplitResult } from './load-results.ts';

const splitOf = (ms: Partial<Record<keyof LoadSplitResult['phases'], number>>): LoadSplitResult => ({
  answers: 100,
  phases: mapPhases((phase) => ({ avgMs: ms[phase] ?? 10, p50Ms: 0, p95Ms: 0 })),
  coldStarts: 0,
  coldStartShare: 0,
});
/** Of a result, what is looked at here. */
const resultOf = (split: LoadSplitResult | null) => ({ answers: { split }, total: { split: null } }) as LoadResult;
const usual = resultOf(splitOf({}));

test('a slower run is told with the phase that grew most', () => {
  expect(phaseChangeText(usual, resultOf(splitOf({ modelQueue: 340, way: 40, generation: 5 })))).toBe(
    'The mean answer took 355 ms longer, most of it in "Waiting for a slot": 10 ms before, 340 ms now.',
  );
});

test('a faster one with the phase that shrank most', () => {
  expect(phaseChangeText(usual, resultOf(splitOf({ generation: 2, prompt: 6 })))).toBe(
    'The mean answer took 12 ms less, most of it in "Writing the answer": 10 ms before, 2.0 ms now.',
  );
});

test('nothing is said of a small change, nor where a split is not known', () => {
  expect(phaseChangeText(usual, resultOf(splitOf({ way: 13 })))).toBeNull();
  expect(phaseChangeText(usual, resultOf(null))).toBeNull();
  expect(phaseChangeText(resultOf(null), usual)).toBeNull();
});
