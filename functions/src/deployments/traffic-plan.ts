import type { TrafficTarget } from '../gcp/cloud-run.ts';

/** Earlier releases that can be brought back; each costs nothing while nobody asks it. */
const KEPT_TAGS = 10;

/** By this tag a release is reached before it has traffic, and its agent reaches its backend ever after. */
export function releaseTag(deploymentId: string): string {
  return `r${deploymentId.slice(0, 8)}`;
}

/** The split with a new revision in it that only its tag reaches; who serves goes on serving. Pure. */
export function candidateTraffic(
  observed: readonly TrafficTarget[],
  candidate: { readonly revision: string; readonly tag: string },
): readonly TrafficTarget[] {
  const shares = observed.filter(({ percent }) => percent > 0).map((target) => ({ ...target, tag: null }));
  // A service that nobody serves from yet: there is nobody to protect.
  const kept = shares.length > 0 ? shares : [{ revision: candidate.revision, percent: 100, tag: null }];
  const tagged = { revision: candidate.revision, percent: 0, tag: candidate.tag };
  return [...kept, tagged, ...tagsToKeep(observed, candidate.tag)];
}

/** The split with everything on one revision; tags stay. Pure. */
export function releasedTraffic(observed: readonly TrafficTarget[], revision: string): readonly TrafficTarget[] {
  return [{ revision, percent: 100, tag: null }, ...tagsToKeep(observed, null)];
}

/** Whether a revision has all the traffic. */
export function hasAllTraffic(observed: readonly TrafficTarget[], revision: string): boolean {
  return observed.every((target) => target.percent === 0 || target.revision === revision) && observed.length > 0;
}

/** The revision that has most of the traffic; null when none has any. */
export function servingRevision(observed: readonly TrafficTarget[]): string | null {
  const shares = observed.filter(({ percent }) => percent > 0);
  return shares.toSorted((one, other) => other.percent - one.percent)[0]?.revision ?? null;
}

/** Newest first, as they were put; a serving revision keeps its tag, because its agent knows its backend by it. */
function tagsToKeep(observed: readonly TrafficTarget[], replaced: string | null): readonly TrafficTarget[] {
  const serving = new Set(observed.filter(({ percent }) => percent > 0).map(({ revision }) => revision));
  return observed
    .filter(({ tag }) => tag !== null && tag !== replaced)
    .filter(({ revision }, index) => index < KEPT_TAGS || serving.has(revision))
    .map((target) => ({ ...target, percent: 0 }));
}
