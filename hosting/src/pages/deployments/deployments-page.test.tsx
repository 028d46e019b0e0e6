// @vitest-environment happy-dom
import { type Deployment, deploymentSpec, deploymentStatus, Failure } from '@proving-ground/shared';
import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { describe, expect, test, vi } from 'vitest';
import type { ConsoleData } from '../../api/console-data.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, list, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { DeploymentsPage } from './deployments-page.tsx';
import { PAGE_SIZE } from './use-deployment-history.ts';

function open(data: Partial<ConsoleData>, path = '/deployments') {
  const root = show(<DeploymentsPage />, { api: anApi({ data }), path });
  const shown = () => [...root.querySelectorAll('.row-link')].map((link) => link.getAttribute('href'));
  return { root, shown, ...person(root) };
}

/** Numbered from the newest. */
function deployments(from: number, count: number): readonly Deployment[] {
  return Array.from({ length: count }, (_, index) => {
    const createdAt = new Date(Date.parse('2026-03-01T10:00:00.000Z') - (from + index) * 60_000).toISOString();
    return aDeployment({ id: `d${from + index}`, createdAt });
  });
}

test.each<[string, ReturnType<ConsoleData['newestDeployments']>]>([
  ['loading', live({ kind: 'loading' })],
  ['unreadable', live({ kind: 'failed', failure: aFailure() })],
  ['empty', list()],
  ['of every status', list(...deploymentStatus.options.map((status) => aDeployment({ id: status, status })))],
  ['partly unreadable', ready({ items: [aDeployment()], unreadableIds: ['x'] })],
])('a history that is %s is shown accessibly', async (_, newest) => {
  await expectAccessible(open({ newestDeployments: () => newest }).root);
});

test('an empty history leads to Deploy, an empty filter to all', () => {
  expect(open({}).link('Deploy').getAttribute('href')).toBe('/deploy');
  expect(open({}, '/deployments?status=failed').link('Show all').getAttribute('href')).toBe('/deployments');
});

test('the status in the address is asked for, nonsense is not', () => {
  const newestDeployments = vi.fn<ConsoleData['newestDeployments']>(() => list());
  open({ newestDeployments }, '/deployments?status=live');
  open({ newestDeployments }, '/deployments?status=held');
  open({ newestDeployments }, '/deployments?status=splendid');
  expect(newestDeployments.mock.calls.map(([{ status }]) => status)).toEqual(['live', 'held', null]);
});

test('each line says what it is about, a switch by what its pair was', async () => {
  const of = (id: string, part: Partial<Deployment>) => aDeployment({ id, status: 'live', ...part });
  const items = [
    of('d5', { kind: 'delete', status: 'deleted', pairOf: 'd1' }),
    of('d4', { kind: 'switch', pairOf: 'd2' }),
    of('d3', { kind: 'switch', pairOf: 'd1' }),
    of('d2', { status: 'held', spec: deploymentSpec.parse({ scope: 'settings' }) }),
    of('d1', {}),
  ];
  const { root, link } = open({
    newestDeployments: () => list(...items),
    deployment: (id) => {
      const found = items.find((item) => item.id === id);
      return found ? ready(found) : live({ kind: 'missing' });
    },
  });
  expect([...root.querySelectorAll('.kind')].map(({ textContent }) => textContent)).toEqual([
    'Deletion',
    'Promotion',
    'Rollback',
    'Settings only',
    'Deployment',
  ]);
  expect(link('Held').getAttribute('href')).toBe('/deployments?status=held');
  await expectAccessible(root);
});

test('records of another version are counted, and do not hide the others', () => {
  const { root, shown } = open({ newestDeployments: () => ready({ items: [aDeployment()], unreadableIds: ['x'] }) });
  expect([root.textContent.includes('1 of the deployments cannot be shown'), shown()]).toEqual([
    true,
    ['/deployments/d1'],
  ]);
});

describe('with more than one page', () => {
  const newestDeployments = () => list(...deployments(0, PAGE_SIZE));

  test('the next one comes after the last shown, until there is none', async () => {
    const olderDeployments = vi.fn<ConsoleData['olderDeployments']>(async (_query, after) => ({
      items: deployments(Number(after.id.slice(1)) + 1, 2),
      unreadableIds: [],
    }));
    const { root, shown, press } = open({ newestDeployments, olderDeployments });
    await press('Load more');
    await vi.waitFor(() => expect(shown()).toHaveLength(PAGE_SIZE + 2));
    expect(shown().at(-1)).toBe(`/deployments/d${PAGE_SIZE + 1}`);
    expect(root.textContent).not.toContain('Load more');
  });

  test('a page that fails says so and can be asked for again', async () => {
    const olderDeployments = vi.fn<ConsoleData['olderDeployments']>(() => Promise.reject(new Failure(aFailure())));
    const { root, press } = open({ newestDeployments, olderDeployments });
    await press('Load more');
    await vi.waitFor(() => expect(root.textContent).toContain('NOT_REACHED'));
    await press('Load more');
    await vi.waitFor(() => expect(olderDeployments).toHaveBeenCalledTimes(2));
  });
});

test('a page that is not full has no more', () => {
  expect(open({ newestDeployments: () => list(...deployments(0, 3)) }).root.textContent).not.toContain('Load more');
});
