import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMetricHistory } from './metric-history.ts';

const TYPE = 'run.googleapis.com/container/instance_count';
const HOUR_MS = 3_600_000;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-history-'));
});
afterEach(() => rm(folder, { recursive: true }));

const open = (nowMs: number) => openMetricHistory({ folder, nowMs, report: () => undefined });
const aPeriod = (endMs: number, service: string) => ({
  startMs: endMs - 10_000,
  endMs,
  resourceLabels: { service_name: service },
  samples: [{ metricType: TYPE, metricLabels: { state: 'active' }, value: 1 }],
});
const kept = (history: Awaited<ReturnType<typeof open>>) =>
  history
    .series(TYPE)
    .map(({ resourceLabels, points }) => [resourceLabels['service_name'], points.map(({ endMs }) => endMs / HOUR_MS)]);

test('a day is kept, here and over a restart; a series without points goes', async () => {
  const history = await open(0);
  history.append(aPeriod(1 * HOUR_MS, 'old'));
  history.append(aPeriod(2 * HOUR_MS, 'zoo'));
  history.append(aPeriod(20 * HOUR_MS, 'zoo'));
  expect(kept(history)).toEqual([
    ['old', [1]],
    ['zoo', [2, 20]],
  ]);
  history.append(aPeriod(26 * HOUR_MS, 'zoo'));
  expect(kept(history)).toEqual([['zoo', [2, 20, 26]]]);
  await history[Symbol.asyncDispose]();
  expect(kept(await open(27 * HOUR_MS))).toEqual([['zoo', [20, 26]]]);
});

test('a gauge is of one moment', async () => {
  const history = await open(0);
  history.append(aPeriod(HOUR_MS, 'zoo'));
  expect(history.series(TYPE)[0]?.points).toEqual([{ startMs: HOUR_MS, endMs: HOUR_MS, value: 1 }]);
  await history[Symbol.asyncDispose]();
});
