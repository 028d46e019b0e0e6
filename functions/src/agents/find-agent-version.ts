import { type DeploymentSpec, Failure, type ReleasedVersion } from '@proving-ground/shared';
import type { AgentStore } from '../store/agent-store.ts';

/**
 * The saved version that a spec names; null when it names none.
 * @throws Failure not-found
 */
export async function findAgentVersion(
  { agent }: Pick<DeploymentSpec, 'agent'>,
  agents: Pick<AgentStore, 'version'>,
): Promise<ReleasedVersion | null> {
  const { serviceName, version } = agent;
  if (version === null) return null;
  const saved = await agents.version(serviceName, version);
  if (saved) return { version, profile: saved.profile };
  throw new Failure({
    code: 'not-found',
    reason: 'AGENT_VERSION_NOT_FOUND',
    message: `There is no version ${version} of the agent ${serviceName}.`,
    nextStep: 'Choose one of its saved versions, or the profile that its image ships.',
    retryable: false,
  });
}
