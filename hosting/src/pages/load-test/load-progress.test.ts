import { aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { aShardSight } from '@proving-ground/shared/testing/some-figures';
import { expect, test } from 'vitest';
import { loadProgress } from './load-progress.ts';

const START = '2026-03-01T10:00:05.000Z';
const running = aLoadTest({ status: 'running', startAt: START });
const after = (seconds: number) => ({ shards: [], nowMs: Date.parse(START) + seconds * 1_000 });

test('while shards are gathered, those that are ready count', () => {
  const shards = [
    aShardSight({ index: 0, status: 'waiting' }),
    aShardSight({ index: 1, status: 'queued' }),
    aShardSight({ index: 2, status: 'lost' }),
  ];
  expect(loadProgress(aLoadTest({ startAt: null, shardCount: 3 }), { shards, nowMs: 0 })).toEqual({
    text: 'Gathering shards: 1/3 ready',
    value: 1,
    max: 3,
  });
});

test.each([
  [-1.5, 'All shards are ready: starting', 0],
  [0, '0 of 60 s', 0],
  [31.9, '31 of 60 s', 31],
  [60, 'Waiting for the last answers', 60],
  [85, 'Waiting for the last answers', 60],
])('%d s after the start it says "%s"', (seconds, text, value) => {
  expect(loadProgress(running, after(seconds))).toEqual({ text, value, max: 60 });
});

test('once it is to stop it says so', () => {
  expect(loadProgress({ ...running, stopRequested: true }, after(20)).text).toBe('Stopping');
});
