import { describe, expect, test } from 'vitest';
import { bindingProblem, isPublic, mayInvoke, normalizeBindings, policyEtag } from './iam-policy.ts';

const INVOKER = 'roles/run.invoker';
const policy = (role: string, ...members: string[]) => ({ version: 1, bindings: [{ role, members }] });

describe('who may invoke', () => {
  test.each([
    ['the account itself', policy(INVOKER, 'serviceAccount:a@x.y'), true],
    ['a user of this address', policy(INVOKER, 'user:a@x.y'), true],
    ['the domain', policy(INVOKER, 'domain:x.y'), true],
    ['anybody signed in', policy(INVOKER, 'allAuthenticatedUsers'), true],
    ['an administrator', policy('roles/run.admin', 'serviceAccount:a@x.y'), true],
    ['a viewer', policy('roles/run.viewer', 'serviceAccount:a@x.y'), false],
    ['another account', policy(INVOKER, 'serviceAccount:b@x.y'), false],
    ['nobody', { version: 1, bindings: [] }, false],
  ])('%s', (_name, given, expected) => {
    expect(mayInvoke(given, 'a@x.y')).toBe(expected);
  });

  test('a conditional binding grants nothing, for its condition is not evaluated', () => {
    const bindings = [{ role: INVOKER, members: ['allUsers'], condition: { expression: 'true' } }];
    expect(isPublic({ version: 3, bindings })).toBe(false);
  });

  test('only allUsers makes a service public', () => {
    expect([isPublic(policy(INVOKER, 'allUsers')), isPublic(policy(INVOKER, 'allAuthenticatedUsers'))]).toEqual([
      true,
      false,
    ]);
  });
});

test('bindings of one role are put together, and those of nobody dropped', () => {
  expect(
    normalizeBindings([
      { role: INVOKER, members: ['user:a@x.y', 'user:a@x.y'] },
      { role: 'roles/run.viewer', members: [] },
      { role: INVOKER, members: ['user:b@x.y'] },
    ]),
  ).toEqual([{ role: INVOKER, members: ['user:a@x.y', 'user:b@x.y'] }]);
});

test('another policy has another etag, the same has the same', () => {
  const etag = policyEtag(policy(INVOKER, 'allUsers'));
  expect(policyEtag(policy(INVOKER, 'allUsers'))).toEqual(etag);
  expect(policyEtag(policy(INVOKER, 'user:a@x.y'))).not.toEqual(etag);
});

test.each(['a@x.y', 'user:', 'robot:a@x.y', 'everybody', ''])('the member "%s" is refused', (member) => {
  expect(bindingProblem([{ role: INVOKER, members: [member] }])).toContain('Invalid member');
});
