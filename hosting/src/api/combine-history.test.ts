import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { expect, test } from 'vitest';
import { combineHistory } from './combine-history.ts';

const at = (minute: number) => aDeployment({ id: `d${minute}`, createdAt: `2026-03-01T10:0${minute}:00.000Z` });
const ids = (input: Parameters<typeof combineHistory>[0]) => combineHistory(input).map(({ id }) => id);

test('what was seen beyond a full live page follows it, each once', () => {
  expect(ids({ live: [at(5), at(4)], livePageIsFull: true, seen: [at(4), at(3), at(1)] })).toEqual([
    'd5',
    'd4',
    'd3',
    'd1',
  ]);
});

test('what has left the stretch of the live page is gone', () => {
  expect(ids({ live: [at(5), at(3)], livePageIsFull: true, seen: [at(4), at(3), at(2)] })).toEqual(['d5', 'd3', 'd2']);
});

test('beyond a page that is not full there is nothing', () => {
  expect(ids({ live: [at(5)], livePageIsFull: false, seen: [at(4)] })).toEqual(['d5']);
});

test('the live page knows a deployment better than what was seen', () => {
  const [first] = combineHistory({
    live: [aDeployment({ status: 'live' })],
    livePageIsFull: true,
    seen: [aDeployment({ status: 'running' })],
  });
  expect(first?.status).toBe('live');
});
