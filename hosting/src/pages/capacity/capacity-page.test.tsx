// @vitest-environment happy-dom

import { aCapacitySearch, aRunningSearch } from '@proving-ground/shared/testing/a-capacity-search';
import { expect, test, vi } from 'vitest';
import type { CapacityData } from '../../api/capacity-data.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, list, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { CapacityPage, PAGE_SIZE } from './capacity-page.tsx';

function open(capacity: Partial<CapacityData>) {
  const root = show(<CapacityPage />, { api: anApi({ capacity }), path: '/capacity' });
  const shown = () => [...root.querySelectorAll('.row-link')].map((link) => link.getAttribute('href'));
  return { root, shown, ...person(root) };
}

test.each<[string, ReturnType<CapacityData['newestSearches']>]>([
  ['loading', live({ kind: 'loading' })],
  ['unreadable', live({ kind: 'failed', failure: aFailure() })],
  ['empty', list()],
  [
    'of every kind',
    list(aCapacitySearch(), aRunningSearch({ id: 's2' }), aCapacitySearch({ id: 's3', status: 'stopped' })),
  ],
  ['partly unreadable', ready({ items: [aCapacitySearch()], unreadableIds: ['x'] })],
])('a list that is %s is shown accessibly', async (_, newest) => {
  await expectAccessible(open({ newestSearches: () => newest }).root);
});

test('a line tells what was searched and what was found', () => {
  const { root, shown } = open({ newestSearches: () => list(aCapacitySearch(), aRunningSearch({ id: 's2' })) });
  expect(shown()).toEqual(['/capacity/s1', '/capacity/s2']);
  const [found, running] = [...root.querySelectorAll('tbody tr')].map((line) => line.textContent);
  expect(found).toContain('4 requests a second keep the thresholds, 8 miss them.');
  expect(found).toContain('$0.10');
  expect(running).toContain('4 requests a second so far');
});

test('an empty list leads to the form', () => {
  const { root } = open({});
  const links = [...root.querySelectorAll('.empty a')].map((link) => link.getAttribute('href'));
  expect(links).toEqual(['/capacity/new']);
});

test('older ones come on request', async () => {
  const page = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => {
      const createdAt = new Date(Date.parse('2026-03-01T10:00:00.000Z') - (from + index) * 60_000).toISOString();
      return aCapacitySearch({ id: `s${from + index}`, createdAt });
    });
  const olderSearches = vi.fn<CapacityData['olderSearches']>(async () => ({
    items: page(PAGE_SIZE, 2),
    unreadableIds: [],
  }));
  const { shown, press } = open({ newestSearches: () => list(...page(0, PAGE_SIZE)), olderSearches });
  await press('Load more');
  await vi.waitFor(() => expect(shown()).toHaveLength(PAGE_SIZE + 2));
});
