import { expect, test } from 'vitest';
import { deploymentSpec } from './deployment-spec.ts';
import { MODEL_CATALOGUE, MODEL_IDS } from './model-catalogue.ts';

test.each(MODEL_IDS)('%s can be deployed on a GPU with the figures of the catalogue', (model) => {
  const { id, parallelRequests, concurrency } = MODEL_CATALOGUE[model];
  expect(id).toBe(model);
  expect(deploymentSpec.safeParse({ model, backend: { parallelRequests, concurrency } }).error).toBeUndefined();
});

test.each(MODEL_IDS.filter((model) => MODEL_CATALOGUE[model].runsOnCpu))(
  '%s runs without one on its smallest machine',
  (model) => {
    const { minCpuCount, minMemoryGiB } = MODEL_CATALOGUE[model];
    const backend = { gpuType: null, cpuCount: minCpuCount, memoryGiB: minMemoryGiB };
    expect(deploymentSpec.safeParse({ model, backend }).error).toBeUndefined();
  },
);

test.each(MODEL_IDS)('%s takes no more requests than twice what it answers at once', (model) => {
  const { parallelRequests, concurrency } = MODEL_CATALOGUE[model];
  expect(concurrency).toBeGreaterThanOrEqual(parallelRequests);
  expect(concurrency).toBeLessThanOrEqual(2 * parallelRequests);
});
