import { SHIPPED_PROFILE } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import type { AgentDraft } from '../../agents/decide-agent-version.ts';
import type { AgentStore } from '../../store/agent-store.ts';
import { STARTED_AT } from '../a-deployment.ts';
import { AGENT_NAME } from '../a-load-test.ts';

const aDraft = (name: string, latestVersion: number, more: Partial<AgentDraft> = {}): AgentDraft => ({
  agentServiceName: AGENT_NAME,
  latestVersion,
  profile: { ...SHIPPED_PROFILE, name },
  note: '',
  savedBy: { uid: 'uid-1', email: 'operator@example.com' },
  now: STARTED_AT,
  ...more,
});

/** What every store of agent versions keeps to. */
export function describeAgentStore(name: string, open: () => Promise<AgentStore>): void {
  describe(`${name}: the versions of an agent`, () => {
    test('are counted for each agent, and each is read as it was saved', async () => {
      const store = await open();
      expect(await store.save(aDraft('Ada', 0, { note: 'first' }))).toEqual({ version: 1, created: true });
      expect(await store.save(aDraft('Bo', 1))).toEqual({ version: 2, created: true });
      expect(await store.save(aDraft('Cy', 0, { agentServiceName: 'other' }))).toEqual({ version: 1, created: true });
      expect(await store.version(AGENT_NAME, 1)).toMatchObject({ version: 1, note: 'first', profile: { name: 'Ada' } });
      expect(await store.version(AGENT_NAME, 2)).toMatchObject({ version: 2, profile: { name: 'Bo' } });
      expect(await store.version(AGENT_NAME, 3)).toBeNull();
    });

    test('the same profile again is the same version, whose answer may have been lost', async () => {
      const store = await open();
      await store.save(aDraft('Ada', 0));
      expect(await store.save(aDraft('Ada', 0))).toEqual({ version: 1, created: false });
      expect(await store.save(aDraft('Ada', 1))).toEqual({ version: 1, created: false });
    });

    test('what somebody else saved meanwhile is not written over, and their name is said', async () => {
      const store = await open();
      await store.save(aDraft('Ada', 0));
      const late = store.save(aDraft('Bo', 0));
      await expect(late).rejects.toMatchObject({
        record: { reason: 'SAVED_MEANWHILE', message: expect.stringContaining('operator@example.com') },
      });
      expect(await store.version(AGENT_NAME, 2)).toBeNull();
    });

    test('of two who save at once, one gets the number', async () => {
      const store = await open();
      const both = await Promise.allSettled([store.save(aDraft('Ada', 0)), store.save(aDraft('Bo', 0))]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await store.version(AGENT_NAME, 2)).toBeNull();
    });
  });
}
