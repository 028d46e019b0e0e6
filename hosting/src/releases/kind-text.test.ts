import { deploymentSpec } from '@proving-ground/shared';
import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { expect, test } from 'vitest';
import { kindText } from './kind-text.ts';

test.each([
  ['pair', 'Deployment'],
  ['settings', 'Settings only'],
  ['agent', 'Agent only'],
  ['backend', 'Model server only'],
] as const)('a deployment of the scope %s is called "%s"', (scope, text) => {
  expect(kindText(aDeployment({ spec: deploymentSpec.parse({ scope }) }), null)).toBe(text);
});

test.each([
  ['live', 'Rollback'],
  ['held', 'Promotion'],
  ['failed', 'Traffic moved'],
] as const)('a switch to a pair that is %s is called "%s"', (status, text) => {
  expect(kindText(aDeployment({ kind: 'switch' }), aDeployment({ status }))).toBe(text);
});

test('a switch to a pair that is not known claims nothing, and a deletion needs no pair', () => {
  expect(kindText(aDeployment({ kind: 'switch' }), null)).toBe('Traffic moved');
  expect(kindText(aDeployment({ kind: 'delete' }), null)).toBe('Deletion');
});
