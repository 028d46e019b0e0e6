import { expect, test } from 'vitest';
import { roleIncludes } from './roles.ts';

test.each([
  ['owner', 'owner', true],
  ['owner', 'operator', true],
  ['owner', 'viewer', true],
  ['operator', 'owner', false],
  ['operator', 'operator', true],
  ['operator', 'viewer', true],
  ['viewer', 'operator', false],
  ['viewer', 'viewer', true],
  [null, 'viewer', false],
  [undefined, 'viewer', false],
] as const)('%s may do what needs %s: %s', (held, needed, expected) => {
  expect(roleIncludes(held, needed)).toBe(expected);
});
