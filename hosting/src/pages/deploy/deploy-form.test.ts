import {
  type DeploymentSpec,
  deploymentSpec,
  GPU_TYPE_IDS,
  hasGpuIn,
  MODEL_CATALOGUE,
  MODEL_IDS,
  REGIONS,
} from '@proving-ground/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DeployForm, formOfSpec, withGpu, withModel } from './deploy-form.ts';
import { addRow } from './service-form.ts';
import { validateForm } from './validate-form.ts';

const names = fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/);
const spec: fc.Arbitrary<DeploymentSpec> = fc
  .record({
    region: fc.constantFrom(...REGIONS.filter((region) => hasGpuIn(region, 'nvidia-l4'))),
    model: fc.constantFrom(...MODEL_IDS),
    backend: fc.record({
      maxInstances: fc.integer({ min: 1, max: 20 }),
      timeoutSeconds: fc.integer({ min: 1, max: 3_600 }),
      memoryGiB: fc.integer({ min: 32, max: 64 }).map((halves) => halves / 2),
      env: fc.dictionary(names, fc.string()),
      labels: fc.dictionary(names, fc.stringMatching(/^[a-z0-9_-]{0,20}$/)),
    }),
    agent: fc.record({ env: fc.dictionary(names, fc.string()), concurrency: fc.integer({ min: 1, max: 1_000 }) }),
  })
  .map((input) => deploymentSpec.parse(input));

test('a form that is filled in with a deployment asks for the same deployment', () => {
  fc.assert(
    fc.property(spec, (wanted) => {
      expect(validateForm(formOfSpec(wanted))).toEqual({ spec: wanted, regions: [wanted.region], errors: new Map() });
    }),
  );
});

test('an untouched form asks for the defaults', () => {
  expect(validateForm(formOfSpec()).spec).toEqual(deploymentSpec.parse({}));
});

test('another model brings its own recommended values', () => {
  const { backend } = withModel(formOfSpec(), 'gemma3:12b');
  const { concurrency, parallelRequests } = MODEL_CATALOGUE['gemma3:12b'];
  expect([backend.concurrency, backend.parallelRequests]).toEqual([String(concurrency), String(parallelRequests)]);
});

test('another model leaves what somebody typed', () => {
  const form = formOfSpec();
  const typed = { ...form, backend: { ...form.backend, concurrency: '30' } };
  expect(withModel(typed, 'gemma3:12b').backend.concurrency).toBe('30');
});

test('every row has an id of its own, also after one was removed', () => {
  const two = addRow(addRow([]));
  const without = two.slice(1);
  expect(addRow(without).map(({ id }) => id)).toEqual([1, 2]);
});

test('whatever GPU is chosen, one after the other, sizes and regions are such that it can be deployed', () => {
  const choices = fc.array(fc.constantFrom(...GPU_TYPE_IDS, ''), { minLength: 1, maxLength: 6 });
  const regions = fc.subarray([...REGIONS], { minLength: 1 });
  fc.assert(
    fc.property(choices, regions, (chosen, where) => {
      let form: DeployForm = { ...formOfSpec(), regions: where };
      for (const gpu of chosen) form = { ...form, ...withGpu(form, gpu) };
      expect([...validateForm(form).errors]).toEqual([]);
      expect(form.backend.gpuType).toBe(chosen.at(-1));
    }),
  );
});

test('another GPU leaves sizes and regions that can stay', () => {
  const form = { ...formOfSpec(), regions: ['europe-west1', 'europe-west4'] };
  const typed = { ...form, backend: { ...form.backend, cpuCount: '6', memoryGiB: '20' } };
  expect(withGpu(typed, '')).toMatchObject({
    backend: { cpuCount: '6', memoryGiB: '20' },
    regions: ['europe-west1', 'europe-west4'],
  });
  expect(withGpu(typed, 'nvidia-rtx-pro-6000')).toMatchObject({
    backend: { cpuCount: '20', memoryGiB: '80' },
    regions: ['europe-west4'],
  });
});
