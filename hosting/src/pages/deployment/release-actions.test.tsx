// @vitest-environment happy-dom
import { type Deployment, Failure, type LiveService, type Role } from '@proving-ground/shared';
import { Route, Router } from 'preact-iso';
import { describe, expect, test, vi } from 'vitest';
import { aDeployment } from '../../testing/a-deployment.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { aLiveService } from '../../testing/a-live-service.ts';
import { anApi, list, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { NotFoundPage } from '../not-found/not-found-page.tsx';
import { DeploymentPage } from './deployment-page.tsx';

const REVISION = {
  revision: 'production-adk-agent-d1',
  url: 'https://a.example.com',
  tagUrl: 'https://rd1---a.example.com',
};
const pair = (part: Partial<Deployment> = {}) =>
  aDeployment({
    status: 'live',
    endedAt: '2026-03-01T10:05:00.000Z',
    revisions: { backend: null, agent: REVISION },
    ...part,
  });
const serving = (revision: string) => aLiveService('agent', { current: { revision } });

function open(
  deployment: Deployment,
  options: { readonly role?: Role; readonly services?: readonly LiveService[]; readonly failsWith?: Failure } = {},
) {
  const call = vi.fn(async () => {
    if (options.failsWith) throw options.failsWith;
    return { deploymentId: 'd2', created: true };
  });
  const api = anApi({
    role: options.role ?? 'owner',
    data: { deployment: () => ready(deployment), services: () => list(...(options.services ?? [])) },
    callables: { call: call as never },
  });
  const page = (
    <Router>
      <Route path="/deployments/:id" component={DeploymentPage} />
      <Route default component={NotFoundPage} />
    </Router>
  );
  const root = show(page, { api, path: '/deployments/d1' });
  const buttons = () => [...root.querySelectorAll('button')].map(({ textContent }) => textContent);
  return { root, call, buttons, ...person(root) };
}

const asked = (deploymentId = 'd1') => ({ idempotencyKey: expect.stringMatching(/^[\w-]{36}$/), deploymentId });

describe('an earlier release', () => {
  test('can be brought back: it says what it replaces, asks first, and goes to the new deployment', async () => {
    const { root, call, press } = open(pair(), { services: [serving('production-adk-agent-d9')] });
    await press('Roll back to this release');
    expect(root.textContent).toContain('It replaces production-adk-agent-d9, which can be brought back.');
    await expectAccessible(root);
    await press('Roll back');
    expect(call).toHaveBeenCalledExactlyOnceWith('rollback', asked());
    await vi.waitFor(() => expect(location.pathname).toBe('/deployments/d2'));
  });

  test('is not brought back by somebody who only looks', () => {
    const { buttons } = open(pair(), { role: 'viewer', services: [serving('other')] });
    expect(buttons()).not.toContain('Roll back to this release');
  });

  test('that cannot be brought back says why', async () => {
    const failsWith = new Failure(aFailure({ message: 'The pair is gone.', retryable: false }));
    const { root, press } = open(pair(), { services: [serving('other')], failsWith });
    await press('Roll back to this release');
    await press('Roll back');
    await vi.waitFor(() => expect(root.textContent).toContain('The pair is gone.'));
    expect(location.pathname).toBe('/deployments/d1');
  });
});

describe('a release that is held', () => {
  const held = pair({ status: 'held' });

  test('waits with a notice, and is promoted after a question', async () => {
    const { root, call, press, buttons } = open(held, { services: [serving('production-adk-agent-d9')] });
    expect(root.textContent).toContain('waits without traffic');
    expect(buttons()).not.toContain('Roll back to this release');
    await press('Promote');
    await person(root.querySelector('dialog') ?? root).press('Promote');
    expect(call).toHaveBeenCalledExactlyOnceWith('promote', asked());
  });

  test('shows where the pair answers by its tag', () => {
    expect(open(held).root.textContent).toContain('rd1---a.example.com');
  });
});

describe('the pair that serves', () => {
  test('can be deleted by an owner, who is told what goes', async () => {
    const { root, call, press, buttons } = open(pair(), { services: [serving(REVISION.revision)] });
    expect(buttons()).not.toContain('Roll back to this release');
    await press('Delete the pair');
    expect(root.textContent).toContain('no earlier release can be brought back');
    await press('Delete services and images');
    expect(call).toHaveBeenCalledExactlyOnceWith('deleteDeployment', asked());
  });

  test.each(['viewer', 'operator'] as const)('is not deleted by a %s', (role) => {
    const { buttons } = open(pair(), { role, services: [serving(REVISION.revision)] });
    expect(buttons()).not.toContain('Delete the pair');
  });

  test('leaving it as it is does nothing', async () => {
    const { call, press } = open(pair(), { services: [serving(REVISION.revision)] });
    await press('Delete the pair');
    await press('Leave it as it is');
    expect(call).not.toHaveBeenCalled();
  });
});

test.each([
  [pair({ kind: 'switch', pairOf: 'd0' }), 'Traffic moved', 'd0'],
  [pair({ kind: 'delete', status: 'deleted', pairOf: 'd0' }), 'Deletion', 'd0'],
])('a deployment that builds nothing says what it is and of which pair', (deployment, text, of) => {
  const { root } = open(deployment);
  expect(root.textContent).toContain(text);
  expect(root.querySelector(`a[href="/deployments/${of}"]`)).not.toBeNull();
  expect(root.textContent).not.toContain('Build the agent');
  expect(root.textContent).not.toContain('Deploy again with these values');
});
