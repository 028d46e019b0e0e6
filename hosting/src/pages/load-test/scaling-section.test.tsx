// @vitest-environment happy-dom
import type { LoadObservation, LoadTest } from '@proving-ground/shared';
import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';
import type { LiveList, LiveState } from '../../api/live-state.ts';
import { recordCharts } from '../../load-view/record-charts.tsx';
import { aFailure } from '../../testing/a-failure.ts';
import { aLoadResult } from '../../testing/a-load-result.ts';
import { aLoadTest } from '../../testing/a-load-test.ts';
import { anApi, live } from '../../testing/an-api.ts';
import { anObservation } from '../../testing/an-observation.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { show } from '../../testing/show.tsx';
import { ScalingSection } from './scaling-section.tsx';

const SETTLED = '2026-03-01T12:05:00.000Z';
const list = (...items: readonly LoadObservation[]): LiveState<LiveList<LoadObservation>> => ({
  kind: 'ready',
  value: { items, unreadableIds: [] },
});

async function open(observations: LiveState<LiveList<LoadObservation>>, test: LoadTest = aLoadTest()) {
  const { charts, Recorded } = recordCharts();
  const api = anApi({ loads: { observations: () => live(observations) } });
  const root = show(
    <Recorded>
      <ScalingSection test={test} result={aLoadResult()} />
    </Recorded>,
    { api },
  );
  await act(() => Promise.resolve());
  await expectAccessible(root);
  return { root, charts };
}

test('before the first look it says when the metrics come', async () => {
  expect((await open(list())).root.textContent).toContain('it will stand here');
  expect((await open({ kind: 'loading' })).root.querySelector('.skeleton')).not.toBeNull();
  expect((await open({ kind: 'failed', failure: aFailure() })).root.textContent).toContain('cannot be shown');
});

test('a test that never started has nothing to show', async () => {
  expect((await open(list(), aLoadTest({ startAt: null }))).root.textContent).toBe('');
});

test('while points may still come the conclusion is for now, then it stands', async () => {
  const full = { instances: [[10, 1]], concurrency: [[10, 7]] } satisfies Parameters<typeof anObservation>[1];
  const early = await open(list(anObservation('backend', full), anObservation('agent', { cpu: [[10, 0.1]] })));
  expect(early.root.textContent).toContain('So far: ');
  expect(early.root.textContent).toContain('More points may still come');
  const seen = [anObservation('backend', full, SETTLED), anObservation('agent', { cpu: [[10, 0.1]] }, SETTLED)];
  const { root, charts } = await open(list(...seen));
  expect(root.textContent).not.toContain('So far');
  expect(root.textContent).toContain('The backend was the bottleneck: with 7 of 7 requests in flight');
  expect(charts.map(({ view }) => view.title)).toEqual(['Instances', 'In flight', 'Processors']);
  expect(root.textContent).toContain('Memory of the agent: No point of it.');
});
