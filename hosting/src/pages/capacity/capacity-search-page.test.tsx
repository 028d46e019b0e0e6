// @vitest-environment happy-dom
import { type CapacityEnd, type CapacitySearch, Failure } from '@proving-ground/shared';
import { aCapacitySearch, aCapacityStep, aRunningSearch } from '@proving-ground/shared/testing/a-capacity-search';
import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { Route, Router } from 'preact-iso';
import { expect, test, vi } from 'vitest';
import type { Live } from '../../api/live-state.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { NotFoundPage } from '../not-found/not-found-page.tsx';
import { CapacitySearchPage } from './capacity-search-page.tsx';

function open(search: Live<CapacitySearch>, part: Parameters<typeof anApi>[0] = {}) {
  const api = anApi({
    capacity: { search: () => search },
    data: { deployment: () => ready(aDeployment()) },
    ...part,
  });
  const root = show(
    <Router>
      <Route path="/capacity/:id" component={CapacitySearchPage} />
      <Route default component={NotFoundPage} />
    </Router>,
    { api, path: '/capacity/s1' },
  );
  return { root, ...person(root) };
}

const opened = (search: CapacitySearch, part: Parameters<typeof anApi>[0] = {}) => open(ready(search), part);
const nothing = { bounds: { meets: null, misses: null }, steps: [] };

test.each<[string, Live<CapacitySearch>]>([
  ['loading', live({ kind: 'loading' })],
  ['missing', live({ kind: 'missing' })],
  ['unreadable', live({ kind: 'failed', failure: aFailure() })],
  ['about to begin', ready(aRunningSearch(nothing))],
  ['running', ready(aRunningSearch())],
  ['finished', ready(aCapacitySearch())],
  ['stopped', ready(aCapacitySearch({ status: 'stopped' }))],
  ['failed', ready(aCapacitySearch({ status: 'failed', failure: aFailure() }))],
  [
    'failed before its first step',
    ready(aCapacitySearch({ ...nothing, status: 'failed', failure: aFailure(), result: null })),
  ],
])('a search that is %s is shown accessibly', async (_, search) => {
  await expectAccessible(open(search).root);
});

test('while it runs it tells the step, what is known, and how much is left', () => {
  const { root } = opened(aRunningSearch());
  for (const text of [
    'Trying 8 requests a second',
    'more steps',
    'Known so far',
    '4 requests a second keep the thresholds',
  ]) {
    expect(root.textContent).toContain(text);
  }
  expect(root.querySelector('.capacity-suggestion')).toBeNull();
});

test('at the end it tells the answer, its cost, every step with why, and draws them', () => {
  const { root } = opened(aCapacitySearch());
  for (const text of [
    '4 requests a second keep the thresholds, 8 miss them.',
    '$0.10',
    'p95Ms<2000: 400 of 1,000 beyond',
  ]) {
    expect(root.textContent).toContain(text);
  }
  expect(root.querySelectorAll('.capacity-steps tbody tr')).toHaveLength(4);
  expect(root.querySelector('.capacity-steps a')?.getAttribute('href')).toBe('/load-tests/warm');
  const chart = root.querySelector('.capacity-plot');
  expect(chart?.getAttribute('aria-label')).toContain('p95 800 ms at 2 requests a second, 3.20 s at 8');
  expect(chart?.querySelectorAll('circle')).toHaveLength(9);
  expect(chart?.querySelectorAll('circle[data-misses]')).toHaveLength(3);
  expect(chart?.querySelector('.limit-text')?.textContent).toBe('p95Ms<2000');
});

test.each<[string, Partial<CapacitySearch>, CapacityEnd, string]>([
  [
    'even the least misses',
    { steps: [aCapacityStep({ value: 1, beyond: 40 })] },
    'leastMisses',
    'Even 1 request a second misses',
  ],
  ['none misses', { steps: [aCapacityStep({ value: 50 })] }, 'mostReached', 'At least 50 requests a second'],
  [
    'one a second is the answer',
    { steps: [aCapacityStep({ value: 1 }), aCapacityStep({ value: 2, beyond: 400 })] },
    'precise',
    '1 request a second keeps the thresholds, 2 miss them.',
  ],
  ['it was stopped between', {}, 'stopped', 'Between 4 and 8 requests a second'],
])('when %s, it says so', (_, part, end, text) => {
  const whole = aCapacitySearch(part);
  const value = whole.bounds.meets;
  const result = { end, value, isCertain: true, answersPerSecond: value, costUsdPer1000Answers: null };
  expect(opened({ ...whole, result }).root.textContent).toContain(text);
});

test('tries of one value are counted together, and the figures say that they are of the last', () => {
  const [first, second] = [3, 6].map((beyond, index) => aCapacityStep({ value: 4, beyond, attempt: index + 1 }));
  const steps = [first, second].flatMap((step) => (step ? [step] : []));
  const { root } = opened(aCapacitySearch({ steps, bounds: { meets: 4, misses: null } }));
  const found = root.querySelector('.capacity-found')?.textContent;
  expect(found).toContain('missed by 90 of 2,000, 4.50 %');
  expect(found).toContain('p95, last try');
});

test('the first token has a column where answers were streamed', () => {
  const columns = (steps: CapacitySearch['steps']) =>
    [...opened(aCapacitySearch({ steps })).root.querySelectorAll('.capacity-steps th[scope=col]')].map(
      ({ textContent }) => textContent,
    );
  const step = aCapacityStep();
  expect(columns([step])).toContain('First token, p95');
  expect(columns([{ ...step, figures: step.figures && { ...step.figures, ttftP95Ms: null } }])).toHaveLength(9);
});

test('an answer of which nobody can be certain says so', () => {
  const search = aCapacitySearch();
  const result = search.result && { ...search.result, isCertain: false };
  expect(opened({ ...search, result }).root.textContent).toContain(
    'Too few answers came to be certain of it; longer steps bring more.',
  );
});

test('the settings follow from what is wanted, with reasons, and lead to the form', async () => {
  const { root, type, link } = opened(aCapacitySearch());
  await type('I want to serve', '40');
  const href = new URL(link('Deploy with these').getAttribute('href') ?? '', 'http://x');
  expect([href.pathname, href.searchParams.get('scope'), href.searchParams.get('maxInstances')]).toEqual([
    '/deploy',
    'settings',
    '10',
  ]);
  expect(root.textContent).toContain('each keeps the thresholds up to 4 answers a second, and 40 are wanted');
  await type('I want to serve', '4000');
  expect(root.textContent).toContain('all of them serve about 80 answers a second');
  await type('I want to serve', 'many');
  expect(root.textContent).toContain('Write a number above 0.');
});

test('Stop calls the functions, and says when it did not work', async () => {
  const call = vi.fn(() => Promise.reject(new Failure(aFailure())));
  const { root, press } = opened(aRunningSearch(), { callables: { call } });
  await press('Stop');
  await vi.waitFor(() => expect(root.textContent).toContain('Not stopped'));
  expect(call).toHaveBeenCalledWith('stopCapacitySearch', { searchId: 's1' });
});

test('a viewer sees everything and presses nothing', () => {
  expect(opened(aRunningSearch(), { role: 'viewer' }).root.querySelector('button')).toBeNull();
  const { root } = opened(aCapacitySearch(), { role: 'viewer' });
  expect(root.textContent).not.toContain('Deploy with these');
  expect(root.textContent).not.toContain('Search again');
});

test('without the deployment that was measured the settings cannot be said', () => {
  const { root } = opened(aCapacitySearch(), { data: {} });
  expect(root.textContent).toContain('What to set for a wanted rate cannot be said');
});
