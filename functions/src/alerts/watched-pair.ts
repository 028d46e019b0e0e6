import { type Deployment, type GpuPrices, type LiveService, liveCostUsdPerHour } from '@proving-ground/shared';

/** A live agent with the model server that answers for it. */
export interface WatchedPair {
  readonly region: string;
  readonly agent: string;
  readonly agentUrl: string;
  /** Whether everybody may call the agent. */
  readonly isPublic: boolean;
  readonly backend: string;
  /** 0 when nobody knows what its GPU costs. */
  readonly backendUsdPerHour: number;
  /** The release that serves. */
  readonly deploymentId: string;
  readonly liveSince: string;
}

/**
 * What is to be watched: every live agent whose release is known, except one that is being deleted. Pure.
 *
 * @param deployments the releases that serve and the deployments at work on services, by id
 * @param prices of GPUs without a list price, as owners say
 */
export function watchedPairs(
  services: readonly LiveService[],
  deployments: ReadonlyMap<string, Deployment>,
  prices: GpuPrices,
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
        backendUsdPerHour: backend?.current ? (liveCostUsdPerHour(backend.current, prices) ?? 0) : 0,
        deploymentId: current.deploymentId,
        liveSince: current.since,
      },
    ];
  });
}
