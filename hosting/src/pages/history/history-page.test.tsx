// @vitest-environment happy-dom
import { Failure, gateStatus, type TimelineEntry } from '@proving-ground/shared';
import { describe, expect, test, vi } from 'vitest';
import type { TimelineData } from '../../api/timeline-data.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, list, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { HistoryPage, PAGE_SIZE } from './history-page.tsx';

function anEntry(number: number, part: Partial<TimelineEntry> = {}): TimelineEntry {
  const createdAt = new Date(Date.parse('2026-03-01T12:00:00.000Z') - number * 3_600_000).toISOString();
  return {
    id: `act~${number}`,
    createdAt,
    endedAt: createdAt,
    area: 'settings',
    title: `Set the spending cap to $${number} a day`,
    detail: '',
    status: 'done',
    actor: { uid: 'u1', email: 'owner@example.com' },
    path: '/spending',
    words: ['spending', 'cap', `${number}`],
    ...part,
  };
}

function open(timeline: Partial<TimelineData>, path = '/history') {
  const root = show(<HistoryPage />, { api: anApi({ timeline }), path });
  return { root, ...person(root) };
}
const titles = (root: HTMLElement) => [...root.querySelectorAll('.row-link')].map((link) => link.textContent);

test.each<[string, ReturnType<TimelineData['newest']>]>([
  ['loading', live({ kind: 'loading' })],
  ['unreadable', live({ kind: 'failed', failure: aFailure() })],
  ['empty', list()],
  ['partly unreadable', ready({ items: [anEntry(1)], unreadableIds: ['x'] })],
  [
    'of every kind',
    list(
      anEntry(1),
      anEntry(2, { id: 'deployment~d1', area: 'deployment', status: 'failed', detail: 'No quota.' }),
      anEntry(3, { id: 'loadTest~l1', area: 'loadTest', status: 'partial', actor: null }),
      anEntry(4, { status: 'refused' }),
      anEntry(5, { status: 'asked', endedAt: null }),
      anEntry(6, { id: 'capacitySearch~s1', area: 'loadTest', status: 'finished' }),
      ...gateStatus.options.map((status, index) => anEntry(10 + index, { id: `gate~${index}`, area: 'gate', status })),
      ...['open', 'closed'].map((status, index) =>
        anEntry(20 + index, { id: `incident~${index}`, area: 'alert', status, actor: null }),
      ),
      ...['down', 'up'].map((status, index) =>
        anEntry(30 + index, { id: `health~${index}`, area: 'alert', status, actor: null }),
      ),
    ),
  ],
])('a history that is %s is shown accessibly', async (_what, newest) => {
  await expectAccessible(open({ newest: () => newest }).root);
});

test('entries stand under their day, with who, how long and what came of it', () => {
  const entry = anEntry(0, { id: 'deployment~d1', status: 'live', endedAt: '2026-03-01T12:01:30.000Z' });
  const { root } = open({ newest: () => list(entry, anEntry(24), anEntry(25, { actor: null })) });
  expect(root.querySelectorAll('section')).toHaveLength(2);
  expect(root.textContent).toContain('Sunday, 1 March 2026');
  expect(root.textContent).toContain('owner@example.com, took 1 min 30 s');
  expect(root.textContent).toContain('By schedule');
  expect(root.textContent).toContain('Live');
});

test('a gate leads to its card on the page of the deployment, an alert says how long it was open', () => {
  const { root, link } = open({
    newest: () =>
      list(
        anEntry(0, {
          id: 'gate~d1',
          area: 'gate',
          status: 'refused',
          title: 'Load gate',
          path: '/deployments/d1#gate',
        }),
        anEntry(1, {
          ...{ id: 'incident~7', area: 'alert', status: 'closed', actor: null, path: '/alerts' },
          endedAt: '2026-03-01T11:12:00.000Z',
        }),
        anEntry(2, { id: 'health~x', area: 'alert', status: 'down', actor: null }),
      ),
  });
  expect(link('Load gate').getAttribute('href')).toBe('/deployments/d1#gate');
  const texts = [...root.querySelectorAll('.history-entry')].map(({ textContent }) => textContent);
  expect(texts[0]).toContain('Refused');
  expect(texts[1]).toContain('Seen by Cloud Monitoring, for 12 min 00 sClosed');
  expect(texts[2]).toContain('Seen by the watchDown');
});

describe('what the address asks for', () => {
  test('is looked for by its longest word, and the others must be there too', () => {
    const newest = vi.fn<TimelineData['newest']>(() => list(anEntry(70), anEntry(80)));
    const { root } = open({ newest }, '/history?area=settings&q=Cap+spending+80');
    expect(newest).toHaveBeenCalledWith({ area: 'settings', word: 'spending', count: PAGE_SIZE });
    expect(titles(root)).toEqual(['Set the spending cap to $80 a day']);
  });

  test('may be nonsense, which is all', () => {
    const newest = vi.fn<TimelineData['newest']>(() => list());
    const { root } = open({ newest }, '/history?area=splendid&q=%20');
    expect(newest).toHaveBeenCalledWith({ area: null, word: null, count: PAGE_SIZE });
    expect(root.textContent).toContain('Nothing has happened yet');
  });

  test('and is not there leads back to all', () => {
    expect(open({}, '/history?q=nobody').link('Show all').getAttribute('href')).toBe('/history');
  });

  test('changes with a search', async () => {
    const { type, press } = open({ newest: () => list(anEntry(1)) });
    await type('Search', ' cap ');
    await press('Search');
    expect(location.search).toBe('?q=cap');
  });
});

test('older entries come by the page, and a page that fails can be asked for again', async () => {
  const newest = () => list(...Array.from({ length: PAGE_SIZE }, (_, index) => anEntry(index)));
  const older = vi
    .fn<TimelineData['older']>()
    .mockRejectedValueOnce(new Failure(aFailure()))
    .mockResolvedValueOnce({ items: [anEntry(PAGE_SIZE)], unreadableIds: [] });
  const { root, press } = open({ newest, older });
  await press('Load more');
  await vi.waitFor(() => expect(root.textContent).toContain('NOT_REACHED'));
  await press('Load more');
  await vi.waitFor(() => expect(titles(root)).toHaveLength(PAGE_SIZE + 1));
  expect(older.mock.lastCall?.[1]).toMatchObject({ id: `act~${PAGE_SIZE - 1}` });
  expect(root.textContent).not.toContain('Load more');
});
