// @vitest-environment happy-dom
import { type CallableInput, deploymentSpec, Failure, type PreflightReport } from '@proving-ground/shared';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { aDeployment } from '../../testing/a-deployment.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { aLiveService } from '../../testing/a-live-service.ts';
import { anApi, list, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { DeployPage } from './deploy-page.tsx';

const REPORT: PreflightReport = {
  at: '2026-03-01T12:00:00.000Z',
  findings: [
    { check: 'billing', status: 'ok', message: 'Billing is on.', fix: '' },
    { check: 'gpuQuota', status: 'blocked', message: 'The quota is 0.', fix: 'Ask for quota.' },
    { check: 'names', status: 'unknown', message: 'Not read.', fix: 'Give a role.' },
  ],
};

function open(options: { readonly isLive?: boolean; readonly path?: string; readonly preflight?: Failure } = {}) {
  const call = vi.fn(async (name: string, _input: unknown) => {
    if (name !== 'preflight') return { deploymentId: 'd42', created: true };
    if (options.preflight) throw options.preflight;
    return REPORT;
  });
  const earlier = aDeployment({ spec: deploymentSpec.parse({ agent: { env: { ZOO: '1' }, isPublic: true } }) });
  const api = anApi({
    role: 'operator',
    data: {
      services: () => list(...(options.isLive ? [aLiveService('agent')] : [])),
      deployment: () => ready(earlier),
    },
    callables: { call: call as never },
  });
  const root = show(<DeployPage />, { api, path: options.path ?? '/deploy' });
  const started = () =>
    call.mock.calls.flatMap(([name, input]) =>
      name === 'startDeployment' ? [(input as CallableInput<'startDeployment'>).spec] : [],
    );
  return { root, call, started, ...person(root) };
}

const click = (element: Element | null | undefined) => act(() => (element as HTMLInputElement).click());

test('while nothing is live there is only the whole pair to make', () => {
  expect(open().root.textContent).not.toContain('What is made anew');
});

test('with a live pair a part can be made anew, held before traffic', async () => {
  const { root, started, press } = open({ isLive: true });
  await expectAccessible(root);
  await click(root.querySelector('input[value="settings"]'));
  await click(root.querySelectorAll('.check input')[0]);
  await press('Deploy');
  await vi.waitFor(() =>
    expect(started()).toEqual([deploymentSpec.parse({ scope: 'settings', holdBeforeTraffic: true })]),
  );
});

test('a public agent is a choice of its own, with a warning', async () => {
  const { root, started, press } = open();
  expect(root.textContent).not.toContain('open to everybody');
  await click(root.querySelectorAll('.check input')[1]);
  await vi.waitFor(() => expect(root.textContent).toContain('each question may start a GPU'));
  await press('Deploy');
  await vi.waitFor(() => expect(started()).toEqual([deploymentSpec.parse({ agent: { isPublic: true } })]));
});

test('what an earlier deployment had is kept, its variables and its openness too', async () => {
  const { started, press } = open({ path: '/deploy?from=d1' });
  await press('Deploy');
  await vi.waitFor(() =>
    expect(started()).toEqual([deploymentSpec.parse({ agent: { env: { ZOO: '1' }, isPublic: true } })]),
  );
});

test('a profile sets the concurrency beside the parallel requests', async () => {
  const { choose, field } = open();
  expect((field('Profile') as HTMLSelectElement).value).toBe('');
  await choose('Profile', 'throughput');
  expect(field('Concurrency').value).toBe('8');
  await choose('Profile', 'latency');
  expect(field('Concurrency').value).toBe('4');
});

test('the project can be checked first: what is in the way stands there with its fix', async () => {
  const { root, call, press, type } = open();
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
  const { root, press } = open({ preflight: new Failure(aFailure()) });
  await press('Check the project');
  await vi.waitFor(() => expect(root.textContent).toContain('The backend gave no usable answer.'));
});
