// @vitest-environment happy-dom

import { signal } from '@preact/signals';
import { type AgentVersion, Failure, type Role, SHIPPED_PROFILE } from '@proving-ground/shared';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import type { LiveList, LiveState } from '../../api/live-state.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { anApi, list, live } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { AgentPage } from './agent-page.tsx';

const aVersion = (version: number, name: string): AgentVersion => ({
  agentServiceName: 'production-adk-agent',
  version,
  profile: { ...SHIPPED_PROFILE, name },
  note: version === 2 ? 'Shorter name' : '',
  savedBy: { uid: 'u2', email: 'other@example.com' },
  savedAt: '2026-03-01T12:00:00.000Z',
});

function open(
  options: { versions?: readonly AgentVersion[]; refusal?: Failure; role?: Role; liveVersion?: number } = {},
) {
  const versions = signal<LiveState<LiveList<AgentVersion>>>({
    kind: 'ready',
    value: { items: options.versions ?? [], unreadableIds: [] },
  });
  const call = vi.fn(async (_name: string, _input: unknown) => {
    if (options.refusal) throw options.refusal;
    return { version: 1, created: true };
  });
  const { liveVersion } = options;
  const agentVersion = liveVersion ? { version: liveVersion, name: 'Ada', questions: [] } : null;
  const root = show(<AgentPage />, {
    api: anApi({
      role: options.role ?? 'operator',
      data: {
        services: () => list(aLiveService('agent', { current: { deploymentId: 'd9', agentVersion } })),
        agentVersions: () => ({ state: versions, retry: () => undefined }),
      },
      callables: { call: call as never },
    }),
    path: '/agent',
  });
  const arrive = (...items: readonly AgentVersion[]) =>
    act(() => {
      versions.value = { kind: 'ready', value: { items, unreadableIds: [] } };
    });
  return { root, call, arrive, ...person(root) };
}

test('without an agent there is the way to one; while loading and after a failure it says so', async () => {
  const root = show(<AgentPage />, { api: anApi(), path: '/agent' });
  expect(root.textContent).toContain('No agent yet');
  await expectAccessible(root);
  const services = () => live<LiveList<never>>({ kind: 'failed', failure: aFailure({ message: 'No way through.' }) });
  expect(show(<AgentPage />, { api: anApi({ data: { services } }) }).textContent).toContain('No way through.');
});

test('a change is shown against what was, and saved as the next version with its note', async () => {
  const { root, call, type, press, button } = open();
  expect(root.textContent).toContain('Nothing is changed yet.');
  expect(button('Save version').disabled).toBe(true);
  await type('Name', 'Ada');
  await type('What changed', 'A new name');
  expect(root.querySelector('ins')?.textContent).toBe('Ada');
  expect(root.querySelector('del')?.textContent).toBe('Gem');
  await expectAccessible(root);
  await press('Save version');
  expect(call).toHaveBeenCalledWith('saveAgentVersion', {
    agentServiceName: 'production-adk-agent',
    latestVersion: 0,
    profile: { ...SHIPPED_PROFILE, name: 'Ada' },
    note: 'A new name',
  });
});

test('what is wrong is told beside its field, and nothing is sent', async () => {
  const { root, call, type, press, field } = open();
  await type('Name', ' ');
  await press('Add check');
  await type('Question 2', '');
  await press('Save version');
  expect(call).not.toHaveBeenCalled();
  expect(field('Name').getAttribute('aria-invalid')).toBe('true');
  expect(field('Question 2').getAttribute('aria-invalid')).toBe('true');
  expect(root.textContent).toContain('2 fields need correcting.');
  await expectAccessible(root);
});

test('what somebody else saves meanwhile is shown, and the own text stays until its author decides', async () => {
  const { root, call, arrive, type, press, field } = open();
  await type('Name', 'Ada');
  await arrive(aVersion(1, 'Bo'));
  expect(root.textContent).toContain('Version 1 was saved by other@example.com meanwhile.');
  expect(field('Name').value).toBe('Ada');
  expect(root.querySelector('del')?.textContent).toBe('Bo');
  await press('Keep my text');
  await press('Save version');
  expect(call).toHaveBeenCalledWith('saveAgentVersion', expect.objectContaining({ latestVersion: 1 }));
});

test('a refused save keeps the text and says why', async () => {
  const refusal = new Failure(aFailure({ message: 'Somebody was quicker.' }));
  const { root, type, press, field } = open({ refusal });
  await type('Name', 'Ada');
  await press('Save version');
  await vi.waitFor(() => expect(root.textContent).toContain('Somebody was quicker.'));
  expect(field('Name').value).toBe('Ada');
});

test('each version shows its changes, can be edited from, and leads to its release', async () => {
  const { root, press, field, link } = open({ versions: [aVersion(2, 'Bo'), aVersion(1, 'Ada')], liveVersion: 1 });
  expect([...root.querySelectorAll('.version-name')].map((line) => line.textContent)).toEqual([
    'Version 2',
    'Version 1Live',
    'Shipped profile',
  ]);
  expect(field('Name').value).toBe('Bo');
  await press('Changes of Version 2');
  expect(root.textContent).toContain('Version 2 against version 1');
  await press('Edit from this Version 1');
  expect(field('Name').value).toBe('Ada');
  expect(link('Release Version 2').getAttribute('href')).toBe('/deploy?from=d9&agentVersion=2');
  expect(link('Release Shipped profile').getAttribute('href')).toBe('/deploy?from=d9&agentVersion=0');
  expect(() => link('Release Version 1')).toThrow();
  await expectAccessible(root);
});

test('what was typed gives way to a version, and comes back with one press', async () => {
  const { root, press, type, field } = open({ versions: [aVersion(1, 'Ada')] });
  await press('Edit from this Version 1');
  expect(root.textContent).not.toContain('Undo');
  await type('Name', 'Cleo');
  await press('Edit from this Version 1');
  expect(field('Name').value).toBe('Ada');
  await expectAccessible(root);
  await press('Undo');
  expect(field('Name').value).toBe('Cleo');
  expect(root.textContent).not.toContain('Undo');
});

test('a viewer sees it all and changes nothing', async () => {
  const { root, field } = open({ role: 'viewer', versions: [aVersion(1, 'Ada')] });
  expect(field('Name').closest('fieldset')?.disabled).toBe(true);
  expect(root.textContent).toContain('needs the role operator');
  expect(root.textContent).not.toContain('Release');
  await expectAccessible(root);
});
