// @vitest-environment happy-dom
import { Failure } from '@proving-ground/shared';
import { aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { expect, test, vi } from 'vitest';
import { aFailure } from '../../testing/a-failure.ts';
import { openLoadTestPage, ready } from '../../testing/open-load-test-page.tsx';

const BASELINE = { region: 'europe-west1', name: 'production-adk-agent', activeLoadTestId: null, activeSearchId: null };
const target = { region: 'europe-west1', agentServiceName: 'production-adk-agent' };

test('the baseline can become this test, and others lead to a comparison with it', async () => {
  const targets = [{ ...BASELINE, baselineLoadTestId: 'l0' }];
  const { call, press, link } = await openLoadTestPage(ready(aLoadTest()), { targets });
  expect(link('Compare with baseline').getAttribute('href')).toBe('/load-compare?base=l0&next=l1');
  await press('Set as baseline');
  expect(call).toHaveBeenCalledExactlyOnceWith('setLoadBaseline', { target, loadTestId: 'l1' });
});

test('a baseline that is this test says so, and can be unset', async () => {
  const targets = [{ ...BASELINE, baselineLoadTestId: 'l1' }];
  const { root, call, press } = await openLoadTestPage(ready(aLoadTest()), { targets });
  expect(root.textContent).toContain('Is the baseline');
  expect(root.textContent).not.toContain('Compare with baseline');
  await press('Unset baseline');
  expect(call).toHaveBeenCalledExactlyOnceWith('setLoadBaseline', { target, loadTestId: null });
});

test('the baseline before is brought back with one press', async () => {
  const targets = [{ ...BASELINE, baselineLoadTestId: 'l0' }];
  const { root, call, press } = await openLoadTestPage(ready(aLoadTest()), { targets });
  await press('Set as baseline');
  await vi.waitFor(() => expect(root.textContent).toContain('The baseline was changed.'));
  await press('Undo');
  expect(call).toHaveBeenLastCalledWith('setLoadBaseline', { target, loadTestId: 'l0' });
});

test('the baseline of another service is none of this one', async () => {
  const targets = [{ ...BASELINE, name: 'other', baselineLoadTestId: 'l0' }];
  const { root } = await openLoadTestPage(ready(aLoadTest()), { targets });
  expect(root.textContent).not.toContain('Compare with baseline');
});

test('the baseline is set by operators, and only to a test that is whole', async () => {
  const viewer = await openLoadTestPage(ready(aLoadTest()), { role: 'viewer' });
  expect(viewer.root.textContent).not.toContain('Set as baseline');
  const partial = await openLoadTestPage(ready(aLoadTest({ status: 'partial' })));
  expect(partial.root.textContent).not.toContain('Set as baseline');
});

test('a baseline that cannot be set says so', async () => {
  const { root, press } = await openLoadTestPage(ready(aLoadTest()), { failsWith: new Failure(aFailure()) });
  await press('Set as baseline');
  await vi.waitFor(() => expect(root.textContent).toContain('Baseline not changed'));
});
