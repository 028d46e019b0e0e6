// @vitest-environment happy-dom
import { Failure } from '@proving-ground/shared';
import { aLoadResult } from '@proving-ground/shared/testing/a-load-result';
import { aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { someFigures } from '@proving-ground/shared/testing/some-figures';
import { expect, test, vi } from 'vitest';
import { aFailure } from '../../testing/a-failure.ts';
import { openLoadTestPage, ready } from '../../testing/open-load-test-page.tsx';

const running = aLoadTest({ status: 'running', endedAt: null, headline: null });
const whole = someFigures(aLoadResult());

test('stopping is one press', async () => {
  const { call, press } = await openLoadTestPage(ready(running), { figures: ready(whole) });
  await press('Stop');
  expect(call).toHaveBeenCalledExactlyOnceWith('stopLoadTest', { loadTestId: 'l1' });
});

test('a stop that was asked for cannot be asked for again', async () => {
  const { button } = await openLoadTestPage(ready({ ...running, stopRequested: true }));
  expect(button('Stopping…').disabled).toBe(true);
});

test('a stop that fails says so', async () => {
  const { root, press } = await openLoadTestPage(ready(running), { failsWith: new Failure(aFailure()) });
  await press('Stop');
  await vi.waitFor(() => expect(root.textContent).toContain('Not stopped'));
});

test('stopping is not offered to viewers, nor when it has ended', async () => {
  const viewer = await openLoadTestPage(ready(running), { role: 'viewer' });
  expect(() => viewer.button('Stop')).toThrow();
  const ended = await openLoadTestPage(ready(aLoadTest()));
  expect(() => ended.button('Stop')).toThrow();
});
