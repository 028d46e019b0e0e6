// @vitest-environment happy-dom
import { Failure } from '@proving-ground/shared';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { describe, expect, test, vi } from 'vitest';
import { aFailure } from '../../testing/a-failure.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { aLivePair, openDeploymentPage, REVISION, serving } from '../../testing/open-deployment-page.tsx';
import { person } from '../../testing/person.ts';

const asked = (deploymentId = 'd1') => ({ idempotencyKey: expect.stringMatching(/^[\w-]{36}$/), deploymentId });

describe('an earlier release', () => {
  test('can be brought back: it says what it replaces, asks first, and goes to the new deployment', async () => {
    const { root, call, press } = openDeploymentPage(aLivePair(), { services: [serving('production-adk-agent-d9')] });
    await press('Roll back to this release');
    expect(root.querySelector('[role="status"]')?.textContent).toContain('LiveAnother release serves now');
    expect(root.textContent).toContain('It replaces production-adk-agent-d9, which can be brought back.');
    await expectAccessible(root);
    await press('Roll back');
    expect(call).toHaveBeenCalledExactlyOnceWith('rollback', asked());
    await vi.waitFor(() => expect(location.pathname).toBe('/deployments/d2'));
  });

  test('is not brought back by somebody who only looks, who reads why', async () => {
    const { root, buttons } = openDeploymentPage(aLivePair(), { role: 'viewer', services: [serving('other')] });
    expect(buttons()).not.toContain('Roll back to this release');
    expect(root.textContent).toContain('Rolling back to this release needs the role operator.');
    await expectAccessible(root);
  });

  test('whose services are deleted cannot be brought back', () => {
    const { buttons } = openDeploymentPage(aLivePair(), { services: [aLiveService('agent', { current: null })] });
    expect(buttons()).not.toContain('Roll back to this release');
  });

  test('that cannot be brought back says why', async () => {
    const failsWith = new Failure(aFailure({ message: 'The pair is gone.', retryable: false }));
    const { root, press } = openDeploymentPage(aLivePair(), { services: [serving('other')], failsWith });
    await press('Roll back to this release');
    await press('Roll back');
    await vi.waitFor(() => expect(root.textContent).toContain('The pair is gone.'));
    expect(location.pathname).toBe('/deployments/d1');
  });
});

describe('a release that is held', () => {
  const held = aLivePair({ status: 'held' });

  test('waits with a notice, and is promoted after a question', async () => {
    const { root, call, press, buttons } = openDeploymentPage(held, { services: [serving('production-adk-agent-d9')] });
    expect(root.textContent).toContain('waits without traffic');
    expect(buttons()).not.toContain('Roll back to this release');
    await press('Promote');
    await person(root.querySelector('dialog') ?? root).press('Promote');
    expect(call).toHaveBeenCalledExactlyOnceWith('promote', asked());
  });

  test('goes to the page of its promotion', async () => {
    const { root, press } = openDeploymentPage(held);
    await press('Promote');
    await person(root.querySelector('dialog') ?? root).press('Promote');
    await vi.waitFor(() => expect(location.pathname).toBe('/deployments/d2'));
  });

  test('tells somebody who only looks why they cannot promote it', async () => {
    const { root, buttons } = openDeploymentPage(held, { role: 'viewer' });
    expect(buttons()).not.toContain('Promote');
    expect(root.textContent).toContain('Promoting it needs the role operator');
    await expectAccessible(root);
  });

  test('that was promoted serves, and waits no more', () => {
    const { root, buttons } = openDeploymentPage(held, { services: [serving(REVISION.revision)] });
    expect(root.querySelector('[role="status"]')?.textContent).toContain('HeldServes now');
    expect([buttons().includes('Promote'), root.textContent.includes('waits without traffic')]).toEqual([false, false]);
  });
});

describe('the pair that serves', () => {
  test('says so', () => {
    const { root } = openDeploymentPage(aLivePair(), { services: [serving(REVISION.revision)] });
    expect(root.querySelector('[role="status"]')?.textContent).toContain('LiveServes now');
  });

  test('can be deleted by an owner, who is told what goes', async () => {
    const { root, call, press, buttons } = openDeploymentPage(aLivePair(), { services: [serving(REVISION.revision)] });
    expect(buttons()).not.toContain('Roll back to this release');
    await press('Delete the pair');
    expect(root.textContent).toContain('no earlier release can be brought back');
    await press('Delete services and images');
    expect(call).toHaveBeenCalledExactlyOnceWith('deleteDeployment', asked());
  });

  test.each(['viewer', 'operator'] as const)('is not deleted by a %s', (role) => {
    const { buttons } = openDeploymentPage(aLivePair(), { role, services: [serving(REVISION.revision)] });
    expect(buttons()).not.toContain('Delete the pair');
  });

  test('leaving it as it is does nothing', async () => {
    const { call, press } = openDeploymentPage(aLivePair(), { services: [serving(REVISION.revision)] });
    await press('Delete the pair');
    await press('Leave it as it is');
    expect(call).not.toHaveBeenCalled();
  });
});
