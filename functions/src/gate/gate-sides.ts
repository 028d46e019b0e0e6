import {
  type Deployment,
  type GpuPrices,
  type LiveService,
  type LoadTestTarget,
  loadTestTargetOf,
} from '@proving-ground/shared';
import { IMAGE_KINDS, newServiceRecord, revisionOf } from '../deployments/service-records.ts';
import { servingRevision } from '../deployments/traffic-plan.ts';
import type { ObservedService } from '../gcp/cloud-run.ts';
import type { ImageKind } from '../gcp/source-archive.ts';
import type { GateSides } from './gate-sight.ts';

/** The release that serves and the one that asks for its traffic, each by the tag of its own agent revision. Pure. */
export function gateSides(input: {
  readonly deployment: Deployment;
  readonly agent: ObservedService;
  /** What our own records say of both services. */
  readonly live: Readonly<Record<ImageKind, LiveService | null>>;
  /** Of GPUs without a list price, as owners say. */
  readonly prices: GpuPrices;
}): GateSides {
  const { deployment, agent, live, prices } = input;
  const revision = servingRevision(agent.traffic);
  const next = newSide(deployment, prices);
  if (revision === null || revision === next.agent.revision) return { kind: 'nobodyServes' };
  const old = live.agent && loadTestTargetOf(live.agent, live.backend, prices);
  if (old?.agent.revision !== revision) return { kind: 'strangerServes', revision };
  // A release from before there were tags has all the traffic, so the service's own URL reaches it.
  const tagUrl = agent.traffic.find((target) => target.tag !== null && target.revision === revision)?.url;
  return { kind: 'known', old: tagUrl ? { ...old, url: tagUrl, audienceUrl: old.url } : old, new: next };
}

/** The new pair as it will be on record once it serves. */
function newSide(deployment: Deployment, prices: GpuPrices): LoadTestTarget {
  const { id, revisions, updatedAt } = deployment;
  const [backend, agent] = IMAGE_KINDS.map((kind) => ({
    ...newServiceRecord(deployment, kind),
    current: revisionOf(deployment, kind, updatedAt),
  }));
  const target = agent && loadTestTargetOf(agent, backend ?? null, prices);
  const tagUrl = revisions.agent?.tagUrl;
  // The order of the steps makes sure of it.
  if (!target || !tagUrl) throw new Error(`The record of ${id} lacks its agent.`);
  return { ...target, url: tagUrl, audienceUrl: target.url };
}
