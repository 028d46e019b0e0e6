// @vitest-environment happy-dom
import { deploymentSpec, type PreflightReport } from '@proving-ground/shared';
import { expect, test, vi } from 'vitest';
import { ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { openDeployPage } from '../../testing/open-deploy-page.tsx';

const box = (root: HTMLElement, region: string) => {
  const found = root.querySelector<HTMLInputElement>(`input[type="checkbox"][value="${region}"]`);
  if (!found) throw new Error(`There is no region ${region}.`);
  return found;
};
const textOf = (root: HTMLElement, region: string) => box(root, region).closest('label')?.textContent;
const tickRegion = (page: ReturnType<typeof openDeployPage>, region: string) =>
  page.tick(textOf(page.root, region) ?? '');

test('each region says which GPUs it has and what the form costs there; one without the GPU cannot be chosen', async () => {
  const { root } = openDeployPage();
  expect(textOf(root, 'europe-west1')).toBe('europe-west1NVIDIA L4 · $1.51 an hour');
  expect(textOf(root, 'us-central1')).toBe('us-central1No NVIDIA L4 here');
  expect([box(root, 'us-central1').disabled, box(root, 'europe-west1').checked]).toEqual([true, true]);
  await expectAccessible(root);
});

test('several regions cost their sum and start one release', async () => {
  const page = openDeployPage();
  await tickRegion(page, 'us-east4');
  expect(page.root.textContent).toContain('$3.03 an hour at work');
  expect(page.root.textContent).toContain('$1.51 in each of 2 regions.');
  await page.press('Deploy in 2 regions');
  await vi.waitFor(() => expect(location.pathname).toBe('/releases/r42'));
  expect(page.call).toHaveBeenCalledExactlyOnceWith('startRelease', {
    idempotencyKey: expect.any(String),
    regions: ['europe-west1', 'us-east4'],
    spec: deploymentSpec.parse({}),
  });
});

test('without any region nothing is sent, and it is said', async () => {
  const page = openDeployPage();
  await tickRegion(page, 'europe-west1');
  expect(page.root.textContent).toContain('Choose at least one region.');
  await expectAccessible(page.root);
  await page.press('Deploy');
  expect(page.call).not.toHaveBeenCalled();
});

test('where a pair is live, several regions are about the whole pair', async () => {
  const page = openDeployPage({ isLive: true });
  expect(page.section('Scope')).toBeDefined();
  await tickRegion(page, 'us-east4');
  expect(page.section('Scope')).toBeUndefined();
});

const RTX = 'nvidia-rtx-pro-6000';

test('the larger GPU brings its sizes and regions, and its cost is unknown rather than a guess', async () => {
  const page = openDeployPage();
  await page.choose('GPU', RTX);
  expect([page.field('CPU').value, page.field('Memory').value, page.field('Memory').disabled]).toEqual([
    '20',
    '80',
    true,
  ]);
  expect([box(page.root, 'europe-west1').disabled, box(page.root, 'europe-west4').checked]).toEqual([true, true]);
  expect(page.root.textContent).toContain('Estimated costunknown');
  expect(page.root.textContent).toContain('No verified list price: enter yours under Spending.');
  await expectAccessible(page.root);
  await page.press('Deploy');
  await vi.waitFor(() => expect(page.started()).toHaveLength(1));
  expect(page.started()[0]).toMatchObject({ region: 'europe-west4', backend: { gpuType: RTX, cpuCount: 20 } });
});

test('with the price that an owner has entered it has a cost', async () => {
  const setBy = { uid: 'u1', email: 'owner@example.com' };
  const prices = () => ready({ gpuUsdPerHour: { [RTX]: 3 }, setBy, setAt: '2026-03-01T12:00:00.000Z' });
  const page = openDeployPage({ data: { prices } });
  await page.choose('GPU', RTX);
  expect(page.root.textContent).toContain('$5.08 an hour at work');
  expect(page.root.textContent).not.toContain('No verified list price');
});

test('the project is checked in every region, with the cap held against all of them', async () => {
  const preflight: PreflightReport = {
    at: '2026-03-01T12:00:00.000Z',
    findings: [{ check: 'gpuQuota', status: 'blocked', message: 'The quota is 0.', fix: 'Ask for quota.' }],
  };
  const page = openDeployPage({ preflight });
  await tickRegion(page, 'us-east4');
  await page.press('Check the project');
  await vi.waitFor(() => expect(page.root.textContent).toContain('would fail in europe-west1 and us-east4.'));
  const regions = ['europe-west1', 'us-east4'] as const;
  expect(page.call.mock.calls).toEqual(
    regions.map((region) => ['preflight', { spec: deploymentSpec.parse({ region }), regions: [...regions] }]),
  );
  await expectAccessible(page.root);
});
