// @vitest-environment happy-dom
import { deploymentSpec } from '@proving-ground/shared';
import { aDeployment, aStep } from '@proving-ground/shared/testing/a-deployment';
import { act } from 'preact/test-utils';
import { describe, expect, test, vi } from 'vitest';
import { aFailure } from '../../testing/a-failure.ts';
import { live } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { LIVE, openDeployPage } from '../../testing/open-deploy-page.tsx';

const click = (element: Element | null | undefined) => act(() => (element as HTMLInputElement).click());

describe('what is made anew', () => {
  test('is no question while nothing is live', async () => {
    const { root, started, press } = openDeployPage();
    expect(root.textContent).not.toContain('What is made anew');
    await press('Deploy');
    await vi.waitFor(() => expect(started()).toEqual([deploymentSpec.parse({})]));
  });

  test('is no question for an agent of another name', async () => {
    const { root } = openDeployPage({ isLive: true });
    expect(root.textContent).toContain('What is made anew');
    const names = [...root.querySelectorAll('label')].filter(({ textContent }) => textContent === 'Service name');
    const agentName = document.getElementById(names.at(-1)?.htmlFor ?? '') as HTMLInputElement;
    await act(() => {
      agentName.value = 'another-agent';
      agentName.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect(root.textContent).not.toContain('What is made anew');
  });

  test('is the whole pair unless somebody chooses', async () => {
    const { root, scope, started, press } = openDeployPage({ isLive: true });
    await expectAccessible(root);
    expect(
      [...root.querySelectorAll<HTMLInputElement>('input[type="radio"]:checked')].map(({ value }) => value),
    ).toEqual(['pair', 'gemma3:270m']);
    expect(scope('pair')?.checked).toBe(true);
    await press('Deploy');
    await vi.waitFor(() => expect(started()).toEqual([deploymentSpec.parse({})]));
  });

  test('can be the settings, held before traffic: model and model server are those that are live', async () => {
    const { root, scope, started, press, tick, field } = openDeployPage({ isLive: true });
    await click(scope('settings'));
    expect((scope('gemma3:1b') as HTMLInputElement).closest('fieldset')?.disabled).toBe(true);
    expect([field('Service name').value, field('Service name').disabled]).toEqual(['live-ollama', true]);
    expect(field('Memory').matches(':disabled')).toBe(false);
    expect(root.textContent).toContain("Kept: the model is part of the model server's image");
    await expectAccessible(root);
    await tick('Hold before traffic');
    await press('Deploy');
    await vi.waitFor(() =>
      expect(started()).toEqual([
        deploymentSpec.parse({
          scope: 'settings',
          holdBeforeTraffic: true,
          model: 'gemma3:1b',
          backend: { serviceName: 'live-ollama' },
        }),
      ]),
    );
  });

  test('can be the agent: everything of the model server is shown as it is live, and cannot be changed', async () => {
    const { root, scope, section, started, press } = openDeployPage({ isLive: true });
    await click(scope('agent'));
    const backend = section('Model server');
    expect(backend?.querySelector<HTMLFieldSetElement>('.form-section-fields')?.disabled).toBe(true);
    expect(backend?.textContent).toContain('Kept: the live model server stays as it is.');
    expect(section('Agent')?.querySelector<HTMLFieldSetElement>('.form-section-fields')?.disabled).toBe(false);
    expect(root.querySelector<HTMLInputElement>('[aria-label="value of variable 1"]')?.value).toBe('warm');
    await expectAccessible(root);
    await press('Deploy');
    await vi.waitFor(() =>
      expect(started()).toEqual([deploymentSpec.parse({ scope: 'agent', model: LIVE.model, backend: LIVE.backend })]),
    );
  });

  test('can be the model server, with another model', async () => {
    const { scope, started, press, field } = openDeployPage({ isLive: true });
    await click(scope('backend'));
    expect((scope('gemma3:1b') as HTMLInputElement).closest('fieldset')?.disabled).toBe(false);
    expect(field('Service name').disabled).toBe(true);
    await press('Deploy');
    await vi.waitFor(() =>
      expect(started()).toEqual([deploymentSpec.parse({ scope: 'backend', backend: { serviceName: 'live-ollama' } })]),
    );
  });

  test('loses nothing of what was typed when it is thought better of', async () => {
    const { scope, type, field } = openDeployPage({ isLive: true });
    await type('Memory', '24');
    await click(scope('agent'));
    expect(field('Memory').value).toBe(String(LIVE.backend.memoryGiB));
    await click(scope('pair'));
    expect(field('Memory').value).toBe('24');
  });

  test('says what it saves, as the live deployment tells it', () => {
    const steps = {
      ...aDeployment().steps,
      buildBackend: aStep({ status: 'done', fromSecond: 10, toSecond: 250 }),
      buildAgent: aStep({ status: 'done', fromSecond: 12, toSecond: 52 }),
    };
    const { root } = openDeployPage({ isLive: true, earlier: { steps } });
    expect(root.textContent).toContain('Saves both builds, 4 min 00 s with the live pair.');
    expect(root.textContent).toContain("Saves the agent's build, 40 s with the live pair.");
    expect(openDeployPage({ isLive: true }).root.textContent).toContain("Saves the model server's build.");
  });

  test('is left to the functions while what is live cannot be read', async () => {
    const unread = () => live<never>({ kind: 'failed', failure: aFailure() });
    const earlier = { status: 'failed', spec: { ...LIVE, scope: 'settings' } } as const;
    const { root, started, press } = openDeployPage({ path: '/deploy?from=d1', earlier, data: { services: unread } });
    expect(root.textContent).not.toContain('What is made anew');
    await press('Deploy');
    await vi.waitFor(() => expect(started()).toEqual([{ ...LIVE, scope: 'settings' }]));
  });

  test('can be looked at by those who may not deploy', async () => {
    const { root, scope, button } = openDeployPage({ isLive: true, role: 'viewer' });
    await click(scope('settings'));
    expect([button('Deploy').disabled, root.textContent.includes('needs the role operator')]).toEqual([true, true]);
  });
});

describe('the live values', () => {
  test('can be filled in where the form has others, and the choice stays', async () => {
    const { root, scope, started, press } = openDeployPage({ isLive: true });
    await click(scope('settings'));
    expect(root.textContent).toContain('Some values below are not those of what is live');
    await press('Fill in the live values');
    expect(root.textContent).not.toContain('Some values below');
    await press('Deploy');
    await vi.waitFor(() => expect(started()).toEqual([{ ...LIVE, scope: 'settings' }]));
  });

  test('take the place of what was typed, which comes back with one press', async () => {
    const { root, scope, press, field, type } = openDeployPage({ isLive: true });
    await click(scope('settings'));
    await type('Request timeout', '77');
    await press('Fill in the live values');
    expect(field('Request timeout').value).not.toBe('77');
    await press('Undo');
    expect(field('Request timeout').value).toBe('77');
    expect(root.textContent).toContain('Some values below');
  });

  test('are there at once when the form begins with the live deployment', () => {
    expect(openDeployPage({ isLive: true, path: '/deploy?from=d1' }).root.textContent).not.toContain(
      'Some values below',
    );
  });
});
