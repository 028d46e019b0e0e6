import { type DeploymentSpec, deploymentSpec, MODEL_CATALOGUE, MODEL_IDS, REGIONS } from '@proving-ground/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addRow, formOfSpec, withModel } from './deploy-form.ts';
import { validateForm } from './validate-form.ts';

const names = fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/);
const spec: fc.Arbitrary<DeploymentSpec> = fc
  .record({
    region: fc.constantFrom(...REGIONS),
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
      expect(validateForm(formOfSpec(wanted))).toEqual({ spec: wanted, errors: new Map() });
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
