// @vitest-environment happy-dom
import { deploymentSpec, Failure, type PreflightReport } from '@proving-ground/shared';
import { expect, test, vi } from 'vitest';
import { aFailure } from '../../testing/a-failure.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { openDeployPage } from '../../testing/open-deploy-page.tsx';

const REPORT: PreflightReport = {
  at: '2026-03-01T12:00:00.000Z',
  findings: [
    { check: 'billing', status: 'ok', message: 'Billing is on.', fix: '' },
    { check: 'gpuQuota', status: 'blocked', message: 'The quota is 0.', fix: 'Ask for quota.' },
    { check: 'names', status: 'unknown', message: 'Not read.', fix: 'Give a role.' },
  ],
};

test('the project can be checked first: what is in the way stands there with its fix', async () => {
  const { root, call, press, type } = openDeployPage({ preflight: REPORT });
  await press('Check the project');
  await vi.waitFor(() => expect(root.textContent).toContain('The quota is 0.'));
  expect(call).toHaveBeenCalledExactlyOnceWith('preflight', { spec: deploymentSpec.parse({}) });
  expect(root.textContent).toContain('Ask for quota.');
  expect(root.textContent).toContain('As it stands, the deployment would fail.');
  expect(root.textContent).not.toContain('Billing is on.');
  await expectAccessible(root);
  await type('CPU', '8');
  await type('Memory', '20');
  expect(root.textContent).toContain('The form has changed since.');
});

test('a check that does not come through says so', async () => {
  const { root, press } = openDeployPage({ preflight: new Failure(aFailure()) });
  await press('Check the project');
  await vi.waitFor(() => expect(root.textContent).toContain('The backend gave no usable answer.'));
});
