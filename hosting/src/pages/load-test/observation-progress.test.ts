import { aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { expect, test } from 'vitest';
import { anObservation } from '../../testing/an-observation.ts';
import { observationProgress } from './observation-progress.ts';

const ended = aLoadTest();
const running = aLoadTest({ endedAt: null, status: 'running' });
const after = (seconds: number) => Date.parse(ended.endedAt ?? '') + seconds * 1_000;
const CLOUD = { periodSeconds: 60, delaySeconds: 180, status: 'waiting' } as const;
const waiting = [anObservation('agent', {}, CLOUD)];

test.each([
  ['while it runs', running, [], 0, 'Metrics appear here as they come: up to four minutes late.', null],
  ['while it runs and some are there', running, waiting, 0, 'Metrics are up to four minutes late.', null],
  ['after the end', ended, waiting, 60, 'Metrics arrive within four minutes of the end.', { value: 60, max: 240 }],
  ['before the first look', ended, [], 10, 'Metrics arrive within four minutes of the end.', { value: 10, max: 240 }],
  [
    'when they are late',
    ended,
    waiting,
    300,
    'Metrics are late: what has not come in a few minutes is left out.',
    { value: 240, max: 240 },
  ],
  [
    'when nobody ever looked',
    ended,
    [],
    7_200,
    'The services were not observed: nobody looked within an hour of the end.',
    null,
  ],
])('%s it says what is to come', (_when, test, seen, seconds, text, bar) => {
  expect(observationProgress(test, { seen, nowMs: after(seconds) })).toEqual({ text, bar });
});

test('a finer sampling is waited for in seconds', () => {
  const fine = [anObservation('agent', {}, { status: 'waiting' })];
  expect(observationProgress(ended, { seen: fine, nowMs: after(5) })?.text).toBe(
    'Metrics arrive within 22 seconds of the end.',
  );
  expect(observationProgress(running, { seen: fine, nowMs: after(0) })?.text).toBe(
    'Metrics are up to 12 seconds late.',
  );
});

test('when everything is settled, or it never started, nothing is to come', () => {
  expect(observationProgress(ended, { seen: [anObservation('agent', {})], nowMs: after(0) })).toBeNull();
  expect(observationProgress(aLoadTest({ startAt: null }), { seen: [], nowMs: after(0) })).toBeNull();
});
