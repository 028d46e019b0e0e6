// @vitest-environment happy-dom
import { deploymentSpec } from '@proving-ground/shared';
import { describe, expect, test, vi } from 'vitest';
import { LIVE, openDeployPage } from '../../testing/open-deploy-page.tsx';

test('a public agent is a choice of its own, with a warning', async () => {
  const { root, started, press, tick } = openDeployPage();
  expect(root.textContent).not.toContain('open to everybody');
  await tick('Public agent');
  await vi.waitFor(() => expect(root.textContent).toContain('each question may start a GPU'));
  await press('Deploy');
  await vi.waitFor(() => expect(started()).toEqual([deploymentSpec.parse({ agent: { isPublic: true } })]));
});

describe('what an earlier deployment had', () => {
  test('is kept, its variables and its openness too', async () => {
    const { started, press } = openDeployPage({ path: '/deploy?from=d1' });
    await press('Deploy');
    await vi.waitFor(() => expect(started()).toEqual([LIVE]));
  });

  test.each([
    ['live', { scope: 'pair', holdBeforeTraffic: false }],
    ['held', { scope: 'pair', holdBeforeTraffic: false }],
    ['failed', { scope: 'settings', holdBeforeTraffic: true }],
    ['cancelled', { scope: 'settings', holdBeforeTraffic: true }],
  ] as const)('of its release is kept only when it did not come through: %s', async (status, kept) => {
    const spec = { ...LIVE, scope: 'settings', holdBeforeTraffic: true } as const;
    const { started, press } = openDeployPage({ isLive: true, path: '/deploy?from=d1', earlier: { status, spec } });
    await press('Deploy');
    await vi.waitFor(() => expect(started()).toEqual([{ ...LIVE, ...kept }]));
  });
});
