import type { Deployment } from '@proving-ground/shared';

/** One region of a release; without a deployment nothing was begun there. */
export interface RegionLine {
  readonly region: string;
  readonly deployment: Deployment | null;
}

/** All regions that a release goes to, with what is at work there. */
export function regionLines(deployments: readonly Deployment[]): readonly RegionLine[] {
  const planned = deployments.flatMap(({ release }) => release?.regions ?? []);
  const regions = [...new Set([...planned, ...deployments.map(({ spec }) => spec.region)])].toSorted();
  return regions.map((region) => ({
    region,
    deployment: deployments.find(({ spec }) => spec.region === region) ?? null,
  }));
}
