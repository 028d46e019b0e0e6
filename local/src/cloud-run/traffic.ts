import type { ServiceRecord } from './service-record.ts';
import { LATEST, type TrafficTarget } from './wire.ts';

/** The split that was asked for with every target's revision named; without a ready revision, LATEST has none yet. */
export function resolveTraffic(
  targets: readonly TrafficTarget[],
  latestReadyRevision: string | null,
): readonly TrafficTarget[] {
  return targets.flatMap((target) => {
    const revision = target.type === LATEST ? latestReadyRevision : target.revision;
    return revision ? [{ ...target, revision }] : [];
  });
}

/** The revision that gets a request; `point` is uniform in [0, 1). `null` when nothing serves. */
export function pickRevision(served: readonly TrafficTarget[], point: number): string | null {
  let left = point * served.reduce((sum, target) => sum + (target.percent ?? 0), 0);
  for (const { percent = 0, revision = null } of served) {
    left -= percent;
    if (percent > 0 && left < 0) return revision;
  }
  return null;
}

export function taggedRevision(served: readonly TrafficTarget[], tag: string): string | null {
  return served.find((target) => target.tag === tag)?.revision ?? null;
}

/** Revisions that some request could reach, by percentage or by tag. */
export function reachableRevisions({ served }: Pick<ServiceRecord, 'served'>): ReadonlySet<string> {
  return new Set(
    served.flatMap(({ revision, percent = 0, tag }) => (revision && (percent > 0 || tag) ? [revision] : [])),
  );
}

export function tagsOf(targets: readonly TrafficTarget[]): ReadonlySet<string> {
  return new Set(targets.flatMap(({ tag }) => (tag ? [tag] : [])));
}
