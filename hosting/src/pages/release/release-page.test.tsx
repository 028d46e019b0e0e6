// @vitest-environment happy-dom
import { type CallableResponse, type Deployment, deploymentSpec, type Role } from '@proving-ground/shared';
import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { Route, Router } from 'preact-iso';
import { expect, test, vi } from 'vitest';
import type { Api } from '../../api/api-context.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, list, live } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { NotFoundPage } from '../not-found/not-found-page.tsx';
import { ReleasePage } from './release-page.tsx';

const GROUP = { id: 'r1', regions: ['europe-west1', 'europe-west4', 'us-east4'] };

function member(
  region: 'europe-west1' | 'europe-west4' | 'us-east4',
  part: Parameters<typeof aDeployment>[0] = {},
): Deployment {
  const revisions = { backend: null, agent: { revision: `agent-${region}`, url: null, tagUrl: null } };
  return aDeployment({ id: `d-${region}`, release: GROUP, spec: deploymentSpec.parse({ region }), revisions, ...part });
}

function shown(api: Api): HTMLElement {
  const page = (
    <Router>
      <Route path="/releases/:id" component={ReleasePage} />
      <Route default component={NotFoundPage} />
    </Router>
  );
  return show(page, { api, path: '/releases/r1' });
}

interface Wishes {
  readonly role?: Role;
  readonly answer?: CallableResponse<'rollbackRelease'>;
  /** Another release has the traffic. */
  readonly isReplaced?: boolean;
}

function open(release: readonly Deployment[], { role = 'operator', answer, isReplaced = false }: Wishes = {}) {
  const call = vi.fn(async (_name: string, _input: unknown) => answer);
  const serving = release.map(({ spec, revisions }) =>
    aLiveService('agent', {
      region: spec.region,
      current: { revision: isReplaced ? 'agent-newer' : (revisions.agent?.revision ?? '') },
    }),
  );
  const api = anApi({
    role,
    data: { release: () => list(...release), services: () => list(...serving) },
    callables: { call: call as never },
  });
  const root = shown(api);
  return { root, call, ...person(root) };
}
const rows = (root: HTMLElement) => [...root.querySelectorAll('tbody tr')].map((row) => row.textContent);

test('each region shows how it is: at work, failed with its reason, live, not begun', async () => {
  const ended = { endedAt: '2026-03-01T10:05:00.000Z' };
  const { root } = open([
    member('europe-west1', { status: 'live', ...ended }),
    member('us-east4', { status: 'failed', failure: aFailure({ message: 'The build failed.' }), ...ended }),
  ]);
  expect(root.querySelector('h1')?.textContent).toBe('Gemma 3 270M in 3 regions');
  expect(root.querySelector('[role="status"]')?.textContent).toBe('1 live, 1 failed, 1 not begun');
  const [first, second, third] = rows(root);
  expect(first).toContain('europe-west1');
  expect(first).toContain('Now: chat');
  expect(second).toContain('Nothing was begun here.');
  expect(third).toContain('The build failed.');
  expect(root.querySelector('a[href="/deployments/d-us-east4"]')?.textContent).toBe('us-east4');
  await expectAccessible(root);
});

test('a region at work shows its progress', () => {
  const { root } = open([member('europe-west1')]);
  expect(rows(root)[0]).toMatch(/Waiting for its turn, 0 of \d+/);
});

test('where another release serves, this one can be brought back, and the new one is followed', async () => {
  const answer = { releaseId: 'r2', deployments: [{ region: 'europe-west1', deploymentId: 'x' }], refused: [] };
  const { call, press } = open([member('europe-west1', { status: 'live' })], { answer, isReplaced: true });
  await press('Roll back to this release');
  await press('Roll back');
  await vi.waitFor(() => expect(location.pathname).toBe('/releases/r2'));
  expect(call).toHaveBeenCalledExactlyOnceWith('rollbackRelease', {
    idempotencyKey: expect.any(String),
    releaseId: 'r1',
  });
});

test('a region that was refused is told, with the way to the others', async () => {
  const answer = {
    releaseId: 'r2',
    deployments: [{ region: 'europe-west1', deploymentId: 'x' }],
    refused: [{ region: 'us-east4', failure: aFailure({ message: 'Another is at work.' }) }],
  };
  const members = [member('europe-west1', { status: 'live' }), member('us-east4', { status: 'live' })];
  const { root, press, link } = open(members, { answer, isReplaced: true });
  await press('Roll back to this release');
  await press('Roll back');
  await vi.waitFor(() => expect(root.textContent).toContain('Not in us-east4'));
  expect(root.textContent).toContain('Another is at work.');
  expect(link('follow it').getAttribute('href')).toBe('/releases/r2');
  await expectAccessible(root);
});

test('nothing is offered while it serves, nor to a viewer', () => {
  const members = [member('europe-west1', { status: 'live' })];
  expect(open(members).root.querySelector('button')).toBeNull();
  expect(open(members, { isReplaced: true, role: 'viewer' }).root.querySelector('button')).toBeNull();
});

test('a release that does not exist, and one that cannot be read', async () => {
  expect(open([]).root.textContent).toContain('There is no release r1 in this project.');
  const api = anApi({ data: { release: () => live<never>({ kind: 'failed', failure: aFailure() }) } });
  const root = shown(api);
  expect(root.textContent).toContain('NOT_REACHED');
  await expectAccessible(root);
});
