// @vitest-environment happy-dom
import type { LoadObservation, LoadTest } from '@proving-ground/shared';
import { aLoadResult, aSplit, aTaskResult } from '@proving-ground/shared/testing/a-load-result';
import { aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { someFigures } from '@proving-ground/shared/testing/some-figures';
import { expect, test } from 'vitest';
import type { LiveList, LiveState } from '../../api/live-state.ts';
import type { SeenService } from '../../load-view/use-observations.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anObservation } from '../../testing/an-observation.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { openLoadTestPage, ready } from '../../testing/open-load-test-page.tsx';

const list = (...items: readonly SeenService[]): LiveState<LiveList<LoadObservation>> =>
  ready({ items, unreadableIds: [] });

const split = aSplit();
const queued = { ...split, phases: { ...split.phases, modelQueue: { avgMs: 1_900, p50Ms: 1_700, p95Ms: 4_000 } } };
const result = aLoadResult({ answers: aTaskResult({ name: 'Answers', split: queued }) });
const full: Parameters<typeof anObservation>[1] = {
  instances: [[10, 1]],
  concurrency: [[10, 7]],
  cpu: [[10, 0.4]],
  memory: [[10, 0.5]],
};
const idle: Parameters<typeof anObservation>[1] = { ...full, concurrency: [[10, 8]], cpu: [[10, 0.12]] };

async function open(observations: LiveState<LiveList<LoadObservation>>, loadTest: LoadTest = aLoadTest()) {
  const page = await openLoadTestPage(ready(loadTest), { figures: ready(someFigures(result)), observations });
  await expectAccessible(page.root);
  return { ...page, text: page.root.textContent ?? '' };
}

test('before the first look it says when metrics come, and concludes what the figures alone allow', async () => {
  const { text } = await open(list());
  expect(text).toContain('So far: The model server was probably the bottleneck');
  expect(text).toContain('Bottleneck: probably the model server');
});

test('while metrics load the page waits; a list that cannot be read says so', async () => {
  expect((await open({ kind: 'loading' })).root.querySelector('h1 + p, .load-test')).toBeNull();
  expect((await open({ kind: 'failed', failure: aFailure() })).text).toContain('The metrics cannot be shown');
  const strange = { ...anObservation('agent', full), metricsJson: '{"cpu":9}' };
  expect((await open(ready({ items: [strange], unreadableIds: [] }))).text).toContain('another version wrote them');
});

test('a test that never started has no such section', async () => {
  expect(
    (await open(list(), aLoadTest({ startAt: null, status: 'failed' }))).root.querySelector('.scaling'),
  ).toBeNull();
});

test('while it runs there are charts and no conclusion', async () => {
  const running = aLoadTest({ status: 'running', endedAt: null, headline: null });
  const { text, charts } = await open(list(anObservation('agent', full, { status: 'waiting' })), running);
  expect(text).not.toContain('So far');
  expect(text).toContain('Metrics are up to 12 seconds late.');
  expect(charts.map(({ view }) => view.title)).toContain('Instances');
});

test('once all is seen it says what was the bottleneck, with charts of both services', async () => {
  const { text, charts } = await open(list(anObservation('agent', idle), anObservation('backend', full)));
  expect(text).toContain('The model server was the bottleneck: with 7 of 7 requests in flight it was full');
  expect(text).not.toContain('So far');
  expect(text).toContain('most instances: model server 1, agent 1');
  expect(charts.map(({ view }) => view.title).slice(-5)).toEqual([
    'Load',
    'Instances',
    'Requests in flight',
    'CPU',
    'Memory',
  ]);
  expect(text).toContain('Model server, GPU, GPU memory: no point of it in the time of the test.');
});

test('metrics that may not be read are a notice with what to do', async () => {
  const refused = anObservation(
    'agent',
    {},
    { status: 'unavailable', failure: aFailure({ code: 'permission-denied' }) },
  );
  expect((await open(list(refused))).text).toContain('npm run setup');
});
