import { expect, test } from 'vitest';
import { CALLABLES, type CallableInput } from '../callables.ts';

const problems = (request: object) =>
  (CALLABLES.startRelease.request.safeParse({ idempotencyKey: 'key-12345', ...request }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

test('one spec and several regions make a release', () => {
  const request: CallableInput<'startRelease'> = {
    idempotencyKey: 'key-12345',
    regions: ['europe-west1', 'us-east4'],
    spec: {},
  };
  expect(problems(request)).toEqual([]);
});

test.each([
  ['no region', { regions: [] }, 'regions: Choose at least one region.'],
  ['the same twice', { regions: ['europe-west1', 'europe-west1'] }, 'regions: Name each region once.'],
  [
    'a spec for elsewhere',
    { regions: ['us-east4'], spec: { region: 'europe-west4' } },
    'spec.region: europe-west4 is not among the regions.',
  ],
  [
    'a region without the GPU',
    {
      regions: ['europe-west4', 'us-east4'],
      spec: { region: 'europe-west4', backend: { gpuType: 'nvidia-rtx-pro-6000', cpuCount: 20, memoryGiB: 80 } },
    },
    'regions: us-east4 has no NVIDIA RTX PRO 6000; europe-west4, us-central1, asia-southeast1 do.',
  ],
])('%s is refused', (_what, request, problem) => {
  expect(problems(request)).toContain(problem);
});
