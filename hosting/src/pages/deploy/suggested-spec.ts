import { type CapacitySuggestion, type DeploymentSpec, deploymentSpec } from '@proving-ground/shared';

/** The address of the form with the settings that a capacity search suggests for what it has measured. */
export function suggestedHref(
  deploymentId: string,
  { backend, agent }: Pick<CapacitySuggestion, 'backend' | 'agent'>,
): string {
  const query = new URLSearchParams({
    from: deploymentId,
    scope: 'settings',
    concurrency: String(backend.concurrency),
    parallelRequests: String(backend.parallelRequests),
    maxInstances: String(backend.maxInstances),
    agentMaxInstances: String(agent.maxInstances),
  });
  return `/deploy?${query}`;
}

/** What an earlier deployment had, with the settings that the address asks for; null when it asks for none, or nonsense. */
export function suggestedSpec(spec: DeploymentSpec, query: Readonly<Record<string, string>>): DeploymentSpec | null {
  if (query['scope'] !== 'settings') return null;
  const number = (name: string, otherwise: number) => (name in query ? Number(query[name]) : otherwise);
  const { backend, agent } = spec;
  const suggested = deploymentSpec.safeParse({
    ...spec,
    scope: 'settings',
    holdBeforeTraffic: false,
    backend: {
      ...backend,
      concurrency: number('concurrency', backend.concurrency),
      parallelRequests: number('parallelRequests', backend.parallelRequests),
      maxInstances: number('maxInstances', backend.maxInstances),
    },
    agent: { ...agent, maxInstances: number('agentMaxInstances', agent.maxInstances) },
  });
  return suggested.success ? suggested.data : null;
}
