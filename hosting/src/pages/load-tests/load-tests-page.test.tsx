// @vitest-environment happy-dom
import { Failure, type LoadTargetRecord, type LoadTest, loadSpec, loadTestStatus } from '@proving-ground/shared';
import { aLoadHeadline, aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { describe, expect, test, vi } from 'vitest';
import type { LoadData } from '../../api/load-data.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, list, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { LoadTestsPage } from './load-tests-page.tsx';
import { PAGE_SIZE } from './use-load-test-history.ts';

function open(loads: Partial<LoadData>, path = '/load-tests') {
  const root = show(<LoadTestsPage />, { api: anApi({ loads }), path });
  const shown = () => [...root.querySelectorAll('.row-link')].map((link) => link.getAttribute('href'));
  const boxes = () => [...root.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
  const names = () => boxes().map((box) => box.getAttribute('aria-label') ?? '');
  return { root, shown, boxes, names, ...person(root) };
}

/** Numbered from the newest. */
function loadTests(from: number, count: number): readonly LoadTest[] {
  return Array.from({ length: count }, (_, index) => {
    const createdAt = new Date(Date.parse('2026-03-01T10:00:00.000Z') - (from + index) * 60_000).toISOString();
    return aLoadTest({ id: `l${from + index}`, createdAt, note: `test ${from + index}` });
  });
}

function aTarget(part: Partial<LoadTargetRecord> = {}): LoadTargetRecord {
  const nobody = { activeLoadTestId: null, activeSearchId: null, baselineLoadTestId: null };
  return { region: 'europe-west1', name: 'production-adk-agent', ...nobody, ...part };
}

test.each<[string, ReturnType<LoadData['newestLoadTests']>]>([
  ['loading', live({ kind: 'loading' })],
  ['unreadable', live({ kind: 'failed', failure: aFailure() })],
  ['empty', list()],
  ['of every status', list(...loadTestStatus.options.map((status) => aLoadTest({ id: status, status })))],
  ['without figures', list(aLoadTest({ status: 'running', headline: null, note: 'soak' }))],
  ['partly unreadable', ready({ items: [aLoadTest()], unreadableIds: ['x'] })],
])('a history that is %s is shown accessibly', async (_, newest) => {
  await expectAccessible(open({ newestLoadTests: () => newest, targets: () => list(aTarget()) }).root);
});

test('a line tells what was done to what, and what came of it', () => {
  const headline = aLoadHeadline({
    requests: 1_234,
    errorRate: 0.012,
    verdict: 'failed',
    costUsd: { low: 0.02, high: 0.3 },
  });
  const loadTest = aLoadTest({ note: 'before the fix', scheduleId: 's1', headline });
  const { root } = open({
    newestLoadTests: () => list(loadTest),
    targets: () => list(aTarget({ baselineLoadTestId: 'l1' })),
  });
  const line = root.querySelector('tbody tr')?.textContent;
  for (const text of [
    'before the fix',
    'baseline',
    'scheduled',
    'production-adk-agent',
    'Scenario codelab: 20 users, 5 joining a second, 60 s',
    'Finished',
    '1,234',
    '6.87',
    '1.48 s',
    '1.20 %',
    'Missed',
    '$0.02 to $0.30',
  ]) {
    expect(line).toContain(text);
  }
});

test('hostile text in a note and in a scenario stays text', () => {
  const note = '<img src=x onerror=alert(1)>';
  const spec = loadSpec.parse({
    scenario: { name: 'mine', description: note, tasks: [{ kind: 'ask', name: note, prompts: [{ text: note }] }] },
  });
  const { root } = open({ newestLoadTests: () => list(aLoadTest({ note, spec })) });
  expect([root.querySelector('img'), root.querySelector('.row-link')?.textContent]).toEqual([null, note]);
});

test('an empty history leads to the form, an empty filter to all', () => {
  expect(open({}).link('New load test').getAttribute('href')).toBe('/load-tests/new');
  const { root, link } = open({}, '/load-tests?status=failed&service=agent');
  expect(link('Show all').getAttribute('href')).toBe('/load-tests');
  expect(root.textContent).toContain('is failed now and was of agent.');
});

test('where parts alone are there, the way to them is shown', () => {
  const partOf = { kind: 'gate', deploymentId: 'd1', round: 0, side: 'new' } as const;
  const newestLoadTests = () => list(aLoadTest({ partOf }));
  expect(open({ newestLoadTests }).link('Show the parts').getAttribute('href')).toBe('/load-tests?parts=shown');
  const { link } = open({ newestLoadTests }, '/load-tests?parts=shown');
  expect(link('Part of the load gate of a deployment').getAttribute('href')).toBe('/deployments/d1');
});

test('the schedules are one link away', () => {
  expect(open({}).link('Schedules').getAttribute('href')).toBe('/load-schedules');
});

test('status and service in the address are asked for, nonsense is not', () => {
  const newestLoadTests = vi.fn<LoadData['newestLoadTests']>(() => list());
  open({ newestLoadTests }, '/load-tests?status=partial&service=agent');
  open({ newestLoadTests }, '/load-tests?status=splendid&service=..%2F');
  expect(newestLoadTests.mock.calls.map(([query]) => query)).toEqual([
    { status: 'partial', agentServiceName: 'agent', count: PAGE_SIZE },
    { status: null, agentServiceName: null, count: PAGE_SIZE },
  ]);
});

test('each filter keeps the other, and services are offered where there are several', () => {
  const targets = () =>
    list(aTarget({ name: 'a' }), aTarget({ name: 'b' }), aTarget({ name: 'a', region: 'us-east4' }));
  const { root, link } = open({ targets }, '/load-tests?status=failed');
  expect(link('b').getAttribute('href')).toBe('/load-tests?status=failed&service=b');
  expect(root.querySelectorAll('nav[aria-label="Filter by service"] a')).toHaveLength(3);
  expect(open({ targets: () => list(aTarget()) }).root.querySelector('nav[aria-label="Filter by service"]')).toBeNull();
});

test('records of another version are counted, and do not hide the others', () => {
  const { root, shown } = open({ newestLoadTests: () => ready({ items: [aLoadTest()], unreadableIds: ['x'] }) });
  expect([root.textContent.includes('1 of the load tests cannot be shown'), shown()]).toEqual([
    true,
    ['/load-tests/l1'],
  ]);
});

test('without the baselines the history is still there, and it is said', () => {
  const { root, shown } = open({
    newestLoadTests: () => list(aLoadTest()),
    targets: () => live({ kind: 'failed', failure: aFailure() }),
  });
  expect([root.textContent.includes('Baselines are not marked now.'), shown()]).toEqual([true, ['/load-tests/l1']]);
});

describe('comparing', () => {
  const newestLoadTests = () => list(...loadTests(0, 3), aLoadTest({ id: 'none', headline: null }));

  test('two lines lead to the comparison, the older one as its base', async () => {
    const { root, names, link, tick } = open({ newestLoadTests });
    expect(root.querySelector('.compare-bar')?.textContent).toBe('');
    const [first = '', , third = ''] = names();
    await tick(first);
    await tick(third);
    expect(link('Compare 2 runs').getAttribute('href')).toBe('/load-compare?base=l2&next=l0');
    await expectAccessible(root);
  });

  test('one or three lines do not, and it is said what is missing', async () => {
    const { root, names, boxes, button, press, tick } = open({ newestLoadTests });
    const [first = '', second = '', third = ''] = names();
    await tick(first);
    expect([root.textContent.includes('Choose one more.'), button('Compare 2 runs').disabled]).toEqual([true, true]);
    await tick(second);
    await tick(third);
    expect(root.textContent).toContain('3 are chosen: leave two.');
    await press('Choose none');
    expect(boxes().some(({ checked }) => checked)).toBe(false);
  });

  test('a test without figures cannot be chosen', () => {
    expect(
      open({ newestLoadTests })
        .boxes()
        .map(({ disabled }) => disabled),
    ).toEqual([false, false, false, true]);
  });
});

describe('with more than one page', () => {
  const newestLoadTests = () => list(...loadTests(0, PAGE_SIZE));

  test('the next one comes after the last shown, until there is none', async () => {
    const olderLoadTests = vi.fn<LoadData['olderLoadTests']>(async (_query, after) => ({
      items: loadTests(Number(after.id.slice(1)) + 1, 2),
      unreadableIds: [],
    }));
    const { root, shown, press } = open({ newestLoadTests, olderLoadTests });
    await press('Load more');
    await vi.waitFor(() => expect(shown()).toHaveLength(PAGE_SIZE + 2));
    expect(shown().at(-1)).toBe(`/load-tests/l${PAGE_SIZE + 1}`);
    expect(root.textContent).not.toContain('Load more');
  });

  test('parts are left out until they are asked for, without leaving a page short', async () => {
    const partOf = { kind: 'search', searchId: 's1', step: 0 } as const;
    const pages = [loadTests(0, PAGE_SIZE), loadTests(PAGE_SIZE, PAGE_SIZE), loadTests(2 * PAGE_SIZE, 3)];
    const [newest = [], ...rest] = pages.map((page, index) =>
      index === 2 ? page : page.map((loadTest) => ({ ...loadTest, partOf })),
    );
    const olderLoadTests = vi.fn<LoadData['olderLoadTests']>(async (_query, after) => ({
      items: rest[(Number(after.id.slice(1)) + 1) / PAGE_SIZE - 1] ?? [],
      unreadableIds: [],
    }));
    const loads = { newestLoadTests: () => list(...newest), olderLoadTests };
    const { root, shown } = open(loads);
    await vi.waitFor(() => expect(shown()).toEqual(['/load-tests/l50', '/load-tests/l51', '/load-tests/l52']));
    expect([olderLoadTests.mock.calls.length, root.textContent.includes('Load more')]).toEqual([2, false]);

    const all = open(loads, '/load-tests?parts=shown');
    expect(all.shown()).toHaveLength(PAGE_SIZE);
    expect(all.link('Part of a capacity search').getAttribute('href')).toBe('/capacity/s1');
    await expectAccessible(all.root);
  });

  test('a page that fails says so and can be asked for again', async () => {
    const olderLoadTests = vi.fn<LoadData['olderLoadTests']>(() => Promise.reject(new Failure(aFailure())));
    const { root, press } = open({ newestLoadTests, olderLoadTests });
    await press('Load more');
    await vi.waitFor(() => expect(root.textContent).toContain('NOT_REACHED'));
    await press('Load more');
    await vi.waitFor(() => expect(olderLoadTests).toHaveBeenCalledTimes(2));
  });
});
