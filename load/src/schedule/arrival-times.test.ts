import { type LoadSpec, loadSpec } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { createRandom } from '../random/seeded-random.ts';
import { arrivalTimes } from './arrival-times.ts';

function open(load: object): Extract<LoadSpec['load'], { readonly model: 'open' }> {
  const spec = loadSpec.parse({ load: { model: 'open', ...load } });
  if (spec.load.model !== 'open') throw new Error('Asked for the open model.');
  return spec.load;
}

test('constant arrivals are evenly spaced, and as many as asked for', () => {
  const load = open({ requestsPerSecond: 4, arrivals: 'constant' });
  const times = [...arrivalTimes({ load, durationSeconds: 10, random: () => 0.5 })];
  expect(times).toHaveLength(40);
  expect(times.slice(0, 4)).toEqual([0, 0.25, 0.5, 0.75]);
});

test('Poisson arrivals have the rate asked for and gaps that vary as much as they are long', () => {
  const load = open({ requestsPerSecond: 50, arrivals: 'poisson' });
  const times = [...arrivalTimes({ load, durationSeconds: 400, random: createRandom(7, 0) })];
  expect(times.length).toBeGreaterThan(19_400);
  expect(times.length).toBeLessThan(20_600);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  expect(deviation / mean).toBeGreaterThan(0.95);
  expect(deviation / mean).toBeLessThan(1.05);
});

test('a ramp has few arrivals at first and half of a constant load in all', () => {
  const load = open({ requestsPerSecond: 10, arrivals: 'constant', shape: { kind: 'ramp' } });
  const times = [...arrivalTimes({ load, durationSeconds: 20, random: () => 0.5 })];
  expect(Math.abs(times.length - 100)).toBeLessThanOrEqual(1);
  expect(times.filter((time) => time < 10).length).toBeLessThan(30);
});
