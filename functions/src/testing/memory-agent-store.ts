import type { AgentVersion } from '@proving-ground/shared';
import { decideAgentVersion } from '../agents/decide-agent-version.ts';
import type { AgentStore } from '../store/agent-store.ts';

/** The versions of agents without Firestore; the same suite of tests binds both. */
export function createMemoryAgentStore(): AgentStore {
  const agents = new Map<string, AgentVersion[]>();
  return {
    version: async (name, version) => agents.get(name)?.[version - 1] ?? null,
    save: async (draft) => {
      const versions = agents.get(draft.agentServiceName) ?? [];
      const { saved, created } = decideAgentVersion(draft, versions.at(-1) ?? null);
      if (created) agents.set(draft.agentServiceName, [...versions, saved]);
      return { version: saved.version, created };
    },
  };
}
