import type { Deployment, LiveService } from '@proving-ground/shared';
import type { RunningPair } from './running-pairs.ts';

/** Whether a release can be brought back instead of the one that serves, as far as the newest deployments tell. */
export function hasEarlierRelease({ agent }: RunningPair, newestFirst: readonly Deployment[]): boolean {
  if (!agent) return false;
  for (const deployment of newestFirst.filter((one) => isAbout(one, agent))) {
    // What was live before a deletion is gone.
    if (deployment.status === 'deleted') return false;
    const revision = deployment.revisions.agent?.revision;
    if (deployment.status === 'live' && revision !== agent.current.revision) return true;
  }
  return false;
}

/** Held pairs that still wait: not promoted, and nothing newer was released under their agent's name. */
export function waitingPairs(
  newestFirst: readonly Deployment[],
  services: readonly LiveService[],
): readonly Deployment[] {
  const promoted = new Set(newestFirst.flatMap(({ status, pairOf }) => (status === 'live' && pairOf ? pairOf : [])));
  const serving = new Set(services.flatMap(({ current }) => current?.revision ?? []));
  const overtaken = new Set<string>();
  return newestFirst.filter((deployment) => {
    const { spec, status, kind, id, revisions } = deployment;
    const key = `${spec.region}~${spec.agent.serviceName}`;
    if (status === 'held') {
      return !overtaken.has(key) && !promoted.has(id) && !serving.has(revisions.agent?.revision ?? '');
    }
    if (status === 'deleted' || (status === 'live' && kind === 'deploy')) overtaken.add(key);
    return false;
  });
}

function isAbout({ spec }: Deployment, { region, name }: Pick<LiveService, 'region' | 'name'>): boolean {
  return spec.region === region && spec.agent.serviceName === name;
}
