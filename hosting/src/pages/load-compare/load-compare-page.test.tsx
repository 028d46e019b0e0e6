// @vitest-environment happy-dom
import type { LoadFigures, LoadResult, LoadTest } from '@proving-ground/shared';
import { aDistribution, aLoadResult, aTaskResult } from '@proving-ground/shared/testing/a-load-result';
import { aLoadTest, aLoadTestTarget } from '@proving-ground/shared/testing/a-load-test';
import { someFigures } from '@proving-ground/shared/testing/some-figures';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import type { Live } from '../../api/live-state.ts';
import { recordCharts } from '../../load-view/record-charts.tsx';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { LoadComparePage } from './load-compare-page.tsx';

interface Side {
  readonly test: Live<LoadTest>;
  readonly figures: Live<LoadFigures>;
}
const sideOf = (test: LoadTest, result: LoadResult | null): Side => ({
  test: ready(test),
  figures: ready(someFigures(result)),
});
const MISSING: Side = { test: live({ kind: 'missing' }), figures: live({ kind: 'missing' }) };
const LOADING: Side = { test: live({ kind: 'loading' }), figures: live({ kind: 'loading' }) };

const target = aLoadTestTarget();
const slower = aLoadResult({ answers: aTaskResult({ name: 'Answers', latencyMs: aDistribution(2_960) }) });
const BASE = sideOf(aLoadTest({ id: 'b1' }), aLoadResult());
const NEXT = sideOf(
  aLoadTest({ id: 'n1', note: '<b>new</b>', target: { ...target, agent: { ...target.agent, revision: 'r2' } } }),
  slower,
);

async function open(sides: Readonly<Record<string, Side>>, path = '/load-compare?base=b1&next=n1') {
  const api = anApi({
    loads: {
      loadTest: (id) => (sides[id] ?? MISSING).test,
      figures: (id) => (sides[id] ?? MISSING).figures,
    },
  });
  const { charts, Recorded } = recordCharts();
  const root = show(
    <Recorded>
      <LoadComparePage />
    </Recorded>,
    { api, path },
  );
  await act(() => Promise.resolve());
  const rows = (title: string) =>
    [...root.querySelectorAll(`[aria-label="${title}, table"] tbody tr`)].map((row) => row.textContent);
  return { root, charts, rows, ...person(root) };
}

test.each<[string, Side]>([
  ['is there', NEXT],
  ['is loading', LOADING],
  ['is missing', MISSING],
  ['has not ended', sideOf(aLoadTest({ status: 'running', endedAt: null }), slower)],
  ['has no figures', sideOf(aLoadTest({ status: 'failed', headline: null }), null)],
  ['is unreadable', { ...NEXT, figures: live({ kind: 'failed', failure: aFailure() }) }],
])('the page is accessible when the next test %s', async (_, next) => {
  await expectAccessible((await open({ b1: BASE, n1: next })).root);
});

test('what changed is said in words first, then in numbers with an outcome to read', async () => {
  const { root, rows } = await open({ b1: BASE, n1: NEXT });
  expect(root.querySelector('.remarks li:nth-child(2)')?.textContent).toBe(
    '95th percentile rose by 100 %, from 1480 ms to 2960 ms: worse.',
  );
  expect(rows('Figures')).toContain('95th percentile1480 ms2960 ms+1480 ms+100.0 %Worse');
  expect(rows('Figures')).toContain('Error rate1.00 %1.00 %0.00 points0.0 %No clear difference');
  expect(rows('Figures')).toContain('Time to first token (95th percentile)––––Not comparable');
});

test('the curves of both tests are drawn over each other', async () => {
  const { charts } = await open({ b1: BASE, n1: NEXT });
  expect(charts.map(({ view }) => [view.title, ...view.lines.map(({ label }) => label)])).toEqual([
    ['Latency by percentile', 'Base', 'Next'],
    ['Latency over time', 'Base', 'Next'],
  ]);
});

test('only settings that differ are listed', async () => {
  const { rows } = await open({ b1: BASE, n1: NEXT });
  expect(rows('What was not the same')).toEqual(['Agent: revisionproduction-adk-agent-d1r2']);
  const same = await open({ b1: BASE, n1: sideOf(aLoadTest({ id: 'n1' }), slower) });
  expect(same.root.textContent).toContain('Load, images, revisions and sizes were the same in both tests.');
});

test('both tests are named, lead to their pages, and can be swapped', async () => {
  const { root, link } = await open({ b1: BASE, n1: NEXT });
  expect(root.querySelector('a[href="/load-tests/b1"]')?.textContent).toContain('Gemma 3 270M in europe-west1');
  expect([root.querySelector('.compared-test b'), root.textContent.includes('<b>new</b>')]).toEqual([null, true]);
  expect(link('Swap').getAttribute('href')).toBe('/load-compare?base=n1&next=b1');
});

test.each<[string, Side, string]>([
  ['there is no such test', MISSING, 'There is no load test n1 in this project.'],
  ['it has not ended', sideOf(aLoadTest({ status: 'running', endedAt: null }), slower), 'has not ended yet'],
  ['it has no figures', sideOf(aLoadTest({ status: 'failed', headline: null }), null), 'has no figures to compare'],
  [
    'another version wrote its figures',
    { ...NEXT, figures: ready({ ...someFigures(null), resultJson: '{}' }) },
    'another version wrote them',
  ],
])('when %s the page says so and compares nothing', async (_, next, text) => {
  const { root, charts } = await open({ b1: BASE, n1: next });
  expect([root.textContent.includes(text), root.querySelector('#changes-title'), charts]).toEqual([true, null, []]);
});

test.each(['/load-compare', '/load-compare?base=b1', '/load-compare?next=n1&base='])(
  '%s asks for two tests',
  async (path) => {
    const { root, link } = await open({}, path);
    expect(root.textContent).toContain('Two load tests are needed');
    expect(link('All load tests').getAttribute('href')).toBe('/load-tests');
  },
);

test('a listener that failed can be started again', async () => {
  const retry = vi.fn();
  const broken = { ...live<LoadTest>({ kind: 'failed', failure: aFailure() }), retry };
  const { press } = await open({ b1: BASE, n1: { ...NEXT, test: broken } });
  await press('Try again');
  expect(retry).toHaveBeenCalledOnce();
});
