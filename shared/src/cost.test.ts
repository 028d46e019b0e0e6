import { expect, test } from 'vitest';
import { costUsdPerHour } from './cost.ts';

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
