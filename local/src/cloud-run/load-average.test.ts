import { expect, test } from 'vitest';
import { desiredInstances, EVALUATION_MS, LoadAverage } from './load-average.ts';

test('a steady load is reached after a minute, and forgotten after another', () => {
  const load = new LoadAverage(0);
  load.change(6, 0);
  const means = Array.from({ length: 12 }, (_, tick) => load.evaluate((tick + 1) * EVALUATION_MS));
  expect([means[0], means[5], means[11]]).toEqual([0.5, 3, 6]);
  load.change(-6, 12 * EVALUATION_MS);
  const after = Array.from({ length: 12 }, (_, tick) => load.evaluate((tick + 13) * EVALUATION_MS));
  expect(after.at(-1)).toBe(0);
});

test('a request counts for as long as it takes', () => {
  const load = new LoadAverage(0);
  load.change(1, 1_000);
  load.change(-1, 3_500);
  expect(load.evaluate(EVALUATION_MS)).toBe(0.5 / 12);
});

test.each([
  [0, 0, 80, 0],
  [48, 0, 80, 1],
  [48.1, 0, 80, 2],
  [7, 0, 7, 2],
  [1, 0, 1, 2],
  [1, 0.6, 80, 1],
  [1, 0.61, 80, 2],
  [200, 1.9, 80, 5],
])('%d requests and %d processors at concurrency %i ask for %i instances', (requests, cpu, concurrency, instances) => {
  expect(desiredInstances({ requests, cpu }, concurrency)).toBe(instances);
});
