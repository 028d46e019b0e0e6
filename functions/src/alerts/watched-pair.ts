import type { Deployment, LiveService } from '@proving-ground/shared';

/** A live agent with the model server that answers for it. */
export interface WatchedPair {
  readonly region: string;
  readonly agent: string;
  readonly agentUrl: string;
  /** Whether everybody may call the agent. */
  readonly isPublic: boolean;
  readonly backend: string;
  readonly backendUsdPerHour: number;
  /** The release that serves. */
  readonly deploymentId: string;
}

/**
 * What is to be watched: every live agent whose release is known, except one that is being deleted. Pure.
 *
 * @param deployments the releases that serve and the deployments at work on services, by id
 */
export function watchedPairs(
  services: readonly LiveService[],
  deployments: ReadonlyMap<string, Deployment>,
): readonly WatchedPair[] {
  const isGoing = ({ activeDeploymentId }: LiveService) =>
    activeDeploymentId !== null && deployments.get(activeDeploymentId)?.kind === 'delete';
  return services.flatMap((service) => {
    const { kind, region, name, current } = service;
    if (kind !== 'agent' || current === null || isGoing(service)) return [];
    const spec = deployments.get(current.deploymentId)?.spec;
    if (!spec) return [];
    const backend = services.find((other) => other.region === region && other.name === spec.backend.serviceName);
    return [
      {
        region,
        agent: name,
        agentUrl: current.url,
        isPublic: spec.agent.isPublic,
        backend: spec.backend.serviceName,
        backendUsdPerHour: backend?.current?.costUsdPerHour ?? 0,
        deploymentId: current.deploymentId,
      },
    ];
  });
}
