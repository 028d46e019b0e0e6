// @vitest-environment happy-dom
import { type LoadFigures, type LoadResult, type LoadTest, loadSpec } from '@proving-ground/shared';
import { aLoadResult, aSplit, aTaskResult, aWindow } from '@proving-ground/shared/testing/a-load-result';
import { aLoadHeadline, aLoadTest, aLoadTestTarget } from '@proving-ground/shared/testing/a-load-test';
import { aShardSight, someFigures } from '@proving-ground/shared/testing/some-figures';
import { expect, test } from 'vitest';
import type { LiveState } from '../../api/live-state.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { openLoadTestPage, ready } from '../../testing/open-load-test-page.tsx';

const starting = aLoadTest({ status: 'starting', startAt: null, endedAt: null, headline: null, shardCount: 2 });
const running = aLoadTest({ status: 'running', endedAt: null, headline: null });
const failed = aLoadTest({ status: 'failed', headline: null, failure: aFailure({ reason: 'SHARDS_NOT_READY' }) });
const whole = someFigures(aLoadResult());
const partly = someFigures(
  aLoadResult({
    coverage: { planned: 2, complete: 1, lost: [{ index: 1, status: 'lost' }] },
    verdict: { status: 'partial', thresholds: [{ text: 'p95Ms<2000', observed: 1_480, passed: true }] },
  }),
  { shards: [aShardSight(), aShardSight({ index: 1, status: 'lost' })] },
);
const ofAnotherVersion = { ...whole, resultJson: '{"format":9}' };

test.each<[string, LiveState<LoadTest>, LiveState<LoadFigures>]>([
  ['loading', { kind: 'loading' }, { kind: 'loading' }],
  ['missing', { kind: 'missing' }, { kind: 'missing' }],
  ['unreadable', { kind: 'failed', failure: aFailure() }, { kind: 'missing' }],
  ['starting', ready(starting), { kind: 'missing' }],
  ['running', ready(running), ready(whole)],
  ['finished', ready(aLoadTest({ note: 'After the fix', scheduleId: 's1' })), ready(whole)],
  ['partial', ready(aLoadTest({ status: 'partial', revisionAtEnd: 'r2' })), ready(partly)],
  ['stopped', ready(aLoadTest({ status: 'stopped' })), ready(whole)],
  ['failed', ready(failed), { kind: 'missing' }],
  ['of another version', ready(aLoadTest()), ready(ofAnotherVersion)],
])('a load test that is %s is shown accessibly', async (_, state, figures) => {
  await expectAccessible((await openLoadTestPage(state, { figures })).root);
});

test('an id that names no test leads to the list', async () => {
  const { root, link } = await openLoadTestPage({ kind: 'missing' });
  expect(root.textContent).toContain('There is no load test l1 in this project.');
  expect(link('All load tests').getAttribute('href')).toBe('/load-tests');
});

test('the header says what was tested by what load, by whom, and whether a schedule did', async () => {
  const { root } = await openLoadTestPage(ready(aLoadTest({ note: 'After the fix', scheduleId: 's1' })), {
    figures: ready(whole),
  });
  for (const text of [
    'FinishedScenario codelab: 20 users, 5 joining a second, 60 s',
    'After the fix',
    'production-adk-agent at revision production-adk-agent-d1, image 0123',
    'by operator@example.com',
    'started by a schedule',
    'took 1 min 00 s',
  ]) {
    expect(root.textContent).toContain(text);
  }
});

test('while shards are gathered the page says how many are ready, and holds the place of the charts', async () => {
  const shards = [aShardSight({ status: 'waiting' }), aShardSight({ index: 1, status: 'queued' })];
  const { root, charts } = await openLoadTestPage(ready(starting), { figures: ready(someFigures(null, { shards })) });
  expect(root.querySelector('progress')?.getAttribute('aria-valuetext')).toBe('Gathering shards: 1/2 ready');
  expect(charts.map(({ view }) => [view.title, view.x])).toEqual([
    ['Requests', []],
    ['Latency', []],
    ['Where the time went', []],
    ['Users', []],
  ]);
});

test('while it runs every new figure grows the same charts', async () => {
  const answers = aTaskResult({ name: 'Answers', split: aSplit() });
  const first = aLoadResult({ answers, windows: [aWindow(0, { users: 5 })] });
  const { root, charts, becomes, titles } = await openLoadTestPage(ready(running), {
    figures: ready(someFigures(first)),
  });
  expect(titles()).toEqual([
    ...['Requests', 'Latency', 'Where the time went', 'Users', 'Errors', 'Scaling'],
    ...['Where the time went', 'Requests', 'Shards', 'What was tested'],
  ]);
  expect(root.querySelector('.load-figures')?.textContent).toContain('Users now5');
  await becomes(running, someFigures(aLoadResult({ answers, windows: [aWindow(0), aWindow(1, { users: 12 })] })));
  expect(root.querySelector('.load-figures')?.textContent).toContain('Users now12');
  expect(charts.map(({ view, isDestroyed }) => [view.title, view.x, view.xLeast, isDestroyed])).toEqual([
    ['Requests', [0, 1], 60, false],
    ['Latency', [0, 1], 60, false],
    ['Where the time went', [0, 1], 60, false],
    ['Users', [0, 1], 60, false],
  ]);
  expect(new Set(charts.map(({ setup }) => setup.sync)).size).toBe(1);
});

test('where the time went is a chart and a table; of an older run both say that it is not known', async () => {
  const split = aSplit();
  const told = aLoadResult({ answers: aTaskResult({ name: 'Answers', split }) });
  const open = (result: LoadResult) => openLoadTestPage(ready(aLoadTest()), { figures: ready(someFigures(result)) });
  const known = await open(told);
  expect(known.root.textContent).toContain('4 of 396 answers were cold');
  expect(known.root.querySelectorAll('.phase-bar')).toHaveLength(1);
  await expectAccessible(known.root);

  const { split: _split, ...before } = aTaskResult({ name: 'Answers' });
  const unknown = await open({ ...aLoadResult(), answers: before } as LoadResult);
  expect(unknown.root.textContent).toContain('Not known for this run: the agent did not tell.');
  expect(unknown.root.querySelector('.phase-bar')).toBeNull();
});

test('a streaming test has a chart of the first token from the start', async () => {
  const spec = loadSpec.parse({
    scenario: { name: 's', tasks: [{ kind: 'ask', stream: true, prompts: [{ text: 'Hi' }] }] },
  });
  const { titles } = await openLoadTestPage(ready({ ...starting, spec }));
  expect(titles()).toContain('Time to first token');
});

test('after the end the verdict comes first, then everything else', async () => {
  const verdict = { status: 'passed', thresholds: [{ text: 'p95Ms<2000', observed: 1_480, passed: true }] } as const;
  const result = aLoadResult({ verdict: { ...verdict, thresholds: [...verdict.thresholds] }, interrupted: 2 });
  const { root, titles, charts } = await openLoadTestPage(ready(aLoadTest()), { figures: ready(someFigures(result)) });
  expect(titles()).toEqual([
    'Verdict',
    ...['Requests', 'Latency', 'Where the time went', 'Users', 'Errors', 'Latency by percentile'],
    'Scaling',
    'Requests',
    'Latency percentiles, ms, successful answers',
    'Latency from the intended start, ms (what waiting for a late request adds)',
    ...['Errors', 'Remarks', 'Shards', 'What was tested'],
  ]);
  expect(root.textContent).toContain('2 requests were still open at the end');
  expect(charts.find(({ view }) => view.axis === 'tail')?.setup.sync).toBeNull();
});

test('the card of what was tested has images, sizes and the cost of the run', async () => {
  const target = aLoadTestTarget();
  const agent = { ...target.agent, digest: `sha256:${'ab'.repeat(32)}`, maxInstances: 3 };
  const headline = aLoadHeadline({ costUsd: { low: 0.03, high: 0.09 } });
  const { root } = await openLoadTestPage(ready(aLoadTest({ target: { ...target, agent }, headline })), {
    figures: ready(whole),
  });
  const card = root.querySelector('[aria-labelledby="tested-title"]')?.textContent;
  for (const text of ['abababababab', '2 CPU · 4 GiB', '1 × NVIDIA L4', 'at most 3', '$0.03 to $0.09']) {
    expect(card).toContain(text);
  }
  expect(card).not.toContain('ababababababa');
});

test('a failed test says why and what to do, and shows no empty charts', async () => {
  const { root, charts, link } = await openLoadTestPage(ready(failed));
  const alert = root.querySelector('[role="alert"]')?.textContent;
  expect(alert).toContain('This load test failedThe backend gave no usable answer.Try again.SHARDS_NOT_READY');
  expect([root.textContent.includes('This test has no figures.'), charts]).toEqual([true, []]);
  expect(link('Run again').getAttribute('href')).toBe('/load-tests/new?from=l1');
});

test('a partial test says what is missing', async () => {
  const { root } = await openLoadTestPage(ready(aLoadTest({ status: 'partial' })), { figures: ready(partly) });
  for (const text of ['This test is partial', 'Only 1 of 2 shards ran to their end', 'Shards 1/2', 'shard 1 lost']) {
    expect(root.textContent).toContain(text);
  }
});

test('a stopped test and one whose service changed say so', async () => {
  const { root } = await openLoadTestPage(ready(aLoadTest({ status: 'stopped', revisionAtEnd: 'agent-2' })), {
    figures: ready(whole),
  });
  expect(root.textContent).toContain('This test was stopped before its end');
  expect(root.textContent).toContain('production-adk-agent-d1 answered at the start, agent-2 at the end');
});

test('figures of another version are told, and the record is still shown', async () => {
  const { root, charts, link } = await openLoadTestPage(ready(aLoadTest()), { figures: ready(ofAnotherVersion) });
  expect(root.querySelector('[role="alert"]')?.textContent).toContain('another version wrote them');
  expect(root.querySelector('.load-figures')?.textContent).toContain('Requests412');
  expect([charts, link('Run again').textContent, root.querySelector('.export-bar')]).toEqual([[], 'Run again', null]);
});

test('a listener that failed can be started again, that of the figures too', async () => {
  const record = await openLoadTestPage({ kind: 'failed', failure: aFailure() });
  await record.press('Try again');
  expect(record.retry).toHaveBeenCalledOnce();
  const figures = await openLoadTestPage(ready(aLoadTest()), { figures: { kind: 'failed', failure: aFailure() } });
  await figures.press('Try again');
  expect(figures.retry).toHaveBeenCalledOnce();
});

test('notes, names and errors are shown as the text they are', async () => {
  const hostile = '<img src=x onerror="alert(1)">';
  const result = aLoadResult({
    tasks: [aTaskResult({ name: hostile })],
    errors: [{ task: hostile, class: 'protocol', detail: hostile, count: 1 }],
  });
  const { root } = await openLoadTestPage(ready(aLoadTest({ note: hostile })), { figures: ready(someFigures(result)) });
  expect([root.querySelector('img'), root.textContent.split(hostile).length > 3]).toEqual([null, true]);
});
