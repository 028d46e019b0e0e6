import type { LiveService } from '@proving-ground/shared';

export type RunningService = LiveService & { readonly current: NonNullable<LiveService['current']> };

/** A model server and the agent in front of it, put live by the same deployment. */
export interface RunningPair {
  readonly deploymentId: string;
  readonly agent: RunningService | null;
  readonly backend: RunningService | null;
}

/** What runs, pair by pair, the newest first. */
export function runningPairs(services: readonly LiveService[]): readonly RunningPair[] {
  const pairs = new Map<string, RunningPair>();
  for (const service of services.filter(isRunning)) {
    const { deploymentId } = service.current;
    const pair = pairs.get(deploymentId) ?? { deploymentId, agent: null, backend: null };
    pairs.set(deploymentId, { ...pair, [service.kind]: service });
  }
  return [...pairs.values()].sort((a, b) => (sinceOf(a) < sinceOf(b) ? 1 : -1));
}

/** Deployments at work on any service, each once. */
export function activeDeploymentIds(services: readonly LiveService[]): readonly string[] {
  return [...new Set(services.flatMap(({ activeDeploymentId }) => activeDeploymentId ?? []))];
}

function isRunning(service: LiveService): service is RunningService {
  return service.current !== null;
}

function sinceOf({ agent, backend }: RunningPair): string {
  return agent?.current.since ?? backend?.current.since ?? '';
}
