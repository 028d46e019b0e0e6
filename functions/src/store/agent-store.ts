import {
  type AgentVersion,
  agentPath,
  agentRecord,
  agentVersionPath,
  agentVersion as agentVersionSchema,
} from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import { type AgentDraft, decideAgentVersion } from '../agents/decide-agent-version.ts';
import { parseDocument } from './parse-document.ts';

/** The saved versions of every agent's profile. */
export interface AgentStore {
  version(agentServiceName: string, version: number): Promise<AgentVersion | null>;
  /** Saves a draft as the next version; the newest version again makes no other.
   * @throws Failure aborted when somebody else has saved since the author looked */
  save(draft: AgentDraft): Promise<{ readonly version: number; readonly created: boolean }>;
}

export function createAgentStore(db: Firestore): AgentStore {
  const reference = (name: string, version: number) => db.doc(agentVersionPath(name, version));
  return {
    version: async (name, version) => parseDocument(agentVersionSchema, await reference(name, version).get()),

    save: (draft) =>
      db.runTransaction(async (transaction) => {
        const { agentServiceName } = draft;
        const agent = db.doc(agentPath(agentServiceName));
        const latestVersion = parseDocument(agentRecord, await transaction.get(agent))?.latestVersion ?? 0;
        const latest =
          latestVersion === 0
            ? null
            : parseDocument(agentVersionSchema, await transaction.get(reference(agentServiceName, latestVersion)));
        const decision = decideAgentVersion(draft, latest);
        if (decision.created) {
          const { version } = decision.saved;
          transaction.create(reference(agentServiceName, version), decision.saved);
          transaction.set(agent, { agentServiceName, latestVersion: version });
        }
        return { version: decision.saved.version, created: decision.created };
      }),
  };
}
