import type { ChatTarget, Deployment } from '@proving-ground/shared';

/** A release that can be asked by its tag, whether or not it has the traffic. */
export interface ComparableRelease {
  readonly deploymentId: string;
  readonly text: string;
  readonly target: ChatTarget;
}

/** The releases among the newest deployments whose revisions are there, newest first. Pure. */
export function comparableReleases(deployments: readonly Deployment[]): readonly ComparableRelease[] {
  return deployments.flatMap(({ id, kind, status, spec, revisions, createdAt }) => {
    const release = revisions.agent;
    if (kind !== 'deploy' || (status !== 'live' && status !== 'held') || !release?.tagUrl) return [];
    const { region, model, agent } = spec;
    return [
      {
        deploymentId: id,
        text: `${release.revision}, ${model}, ${region}, ${createdAt.slice(0, 10)}`,
        target: { region, agentServiceName: agent.serviceName, deploymentId: id },
      },
    ];
  });
}
