import { deployment as deploymentSchema, deploymentSpec, STEP_IDS } from '@proving-ground/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deploymentId, planDeployment, specHash } from './plan-deployment.ts';

const spec = deploymentSpec.parse({ agent: { env: { A: '1', B: '2' } } });
const now = new Date('2026-03-01T12:00:00.000Z');

describe('the id', () => {
  test('is the same for the same person and key, and another for anybody else', () => {
    expect(deploymentId('uid-1', 'key-12345')).toBe(deploymentId('uid-1', 'key-12345'));
    expect(deploymentId('uid-1', 'key-12345')).toMatch(/^[a-z0-9]{20}$/);
    expect(deploymentId('uid-2', 'key-12345')).not.toBe(deploymentId('uid-1', 'key-12345'));
    expect(deploymentId('uid-1', 'key-12346')).not.toBe(deploymentId('uid-1', 'key-12345'));
  });
});

describe('the hash of a spec', () => {
  test('does not depend on the order of its fields, at any depth', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.keys(spec), { minLength: 4 }), fc.boolean(), (order, isReversed) => {
        const agent = Object.fromEntries(Object.entries(spec.agent).toReversed());
        const fields = { ...spec, agent: isReversed ? agent : spec.agent };
        const shuffled = Object.fromEntries(order.map((key) => [key, fields[key as keyof typeof fields]]));
        expect(specHash(shuffled as typeof spec)).toBe(specHash(spec));
      }),
    );
  });

  test.each([
    { ...spec, model: 'gemma3:1b' as const },
    { ...spec, agent: { ...spec.agent, env: { A: '1', B: '3' } } },
    { ...spec, agent: { ...spec.agent, env: { A: '1' } } },
    { ...spec, backend: { ...spec.backend, gpuType: null } },
  ])('changes with any value', (other) => {
    expect(specHash(other)).not.toBe(specHash(spec));
  });
});

test('a plan has everything still to do, an hour for it, and fits its schema', () => {
  const planned = planDeployment({ id: 'abc', spec, requestedBy: { uid: 'uid-1', email: null }, now });
  expect(deploymentSchema.parse(planned)).toEqual(planned);
  expect(Object.keys(planned.steps)).toEqual([...STEP_IDS]);
  expect(new Set(Object.values(planned.steps).map(({ status }) => status))).toEqual(new Set(['pending']));
  expect(planned).toMatchObject({
    status: 'running',
    epoch: 0,
    leaseUntil: null,
    deadlineAt: '2026-03-01T13:00:00.000Z',
    nextLookAt: now.toISOString(),
  });
});
