import { deploymentSpec } from '@proving-ground/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyedId, stableHash } from './stable-hash.ts';

const spec = deploymentSpec.parse({ agent: { env: { A: '1', B: '2' } } });

describe('the id', () => {
  test('is the same for the same person and key, and another for anybody else', () => {
    expect(keyedId('uid-1', 'key-12345')).toBe(keyedId('uid-1', 'key-12345'));
    expect(keyedId('uid-1', 'key-12345')).toMatch(/^[a-z0-9]{20}$/);
    expect(keyedId('uid-2', 'key-12345')).not.toBe(keyedId('uid-1', 'key-12345'));
    expect(keyedId('uid-1', 'key-12346')).not.toBe(keyedId('uid-1', 'key-12345'));
  });
});

describe('the hash', () => {
  test('does not depend on the order of its fields, at any depth', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(Object.keys(spec), { minLength: Object.keys(spec).length }),
        fc.boolean(),
        (order, isReversed) => {
          const agent = Object.fromEntries(Object.entries(spec.agent).toReversed());
          const fields = { ...spec, agent: isReversed ? agent : spec.agent };
          const shuffled = Object.fromEntries(order.map((key) => [key, fields[key as keyof typeof fields]]));
          expect(stableHash(shuffled)).toBe(stableHash(spec));
        },
      ),
    );
  });

  test.each([
    { ...spec, model: 'gemma3:1b' as const },
    { ...spec, agent: { ...spec.agent, env: { A: '1', B: '3' } } },
    { ...spec, agent: { ...spec.agent, env: { A: '1' } } },
    { ...spec, backend: { ...spec.backend, gpuType: null } },
  ])('changes with any value', (other) => {
    expect(stableHash(other)).not.toBe(stableHash(spec));
  });
});
