import { expect, test } from 'vitest';
import { costUsdPerHour, sumKnown, UNLISTED_GPU_TYPES } from './cost.ts';

test.each([
  ["the codelab's backend", { cpuCount: 8, memoryGiB: 16, gpuType: 'nvidia-l4' }, 1.31],
  ['a smaller one', { cpuCount: 4, memoryGiB: 16, gpuType: 'nvidia-l4' }, 1.05],
  ["the codelab's agent", { cpuCount: 2, memoryGiB: 4 }, 0.21],
] as const)('%s costs what the price list says for an hour', (_what, resources, expected) => {
  expect(costUsdPerHour(resources)).toBeCloseTo(expected, 2);
});

test('a backend without a GPU is billed per request, like the agent', () => {
  expect(costUsdPerHour({ cpuCount: 2, memoryGiB: 4, gpuType: null })).toBe(
    costUsdPerHour({ cpuCount: 2, memoryGiB: 4 }),
  );
});

test('what has no verified list price has no cost, and never a guess', () => {
  const resources = { cpuCount: 20, memoryGiB: 80, gpuType: 'nvidia-rtx-pro-6000' };
  expect(UNLISTED_GPU_TYPES).toEqual(['nvidia-rtx-pro-6000']);
  expect(costUsdPerHour(resources)).toBeNull();
  expect(costUsdPerHour(resources, { 'nvidia-rtx-pro-6000': 2 })).toBeCloseTo(3.872);
  expect(costUsdPerHour({ ...resources, gpuType: 'nvidia-of-tomorrow' })).toBeNull();
});

test('a price that was entered does not replace one of the list', () => {
  const resources = { cpuCount: 8, memoryGiB: 16, gpuType: 'nvidia-l4' };
  expect(costUsdPerHour(resources, { 'nvidia-l4': 99 })).toBe(costUsdPerHour(resources));
});

test('a sum with something unknown in it is unknown', () => {
  expect([sumKnown([1, 2]), sumKnown([1, null]), sumKnown([])]).toEqual([3, null, 0]);
});
