import type { PoolSettings } from './instance-pool.ts';
import type { RevisionRecord, ServiceRecord } from './service-record.ts';
import { reachableRevisions } from './traffic.ts';

/** How long an instance stays without requests. */
export interface IdleMinutes {
  readonly cpu: number;
  readonly gpu: number;
}

/** https://cloud.google.com/run/docs/about-instance-autoscaling#idle-instances */
export const DEFAULT_IDLE_MINUTES: IdleMinutes = { cpu: 15, gpu: 10 };

/** How a revision scales, given what it and its service say and whether requests can reach it. */
export function poolSettings(record: ServiceRecord, revision: RevisionRecord, idle: IdleMinutes): PoolSettings {
  const { template } = revision;
  const { scaling = {} } = record.spec;
  const concurrency = template.maxInstanceRequestConcurrency ?? 1;
  const needed = revision.state === 'deploying' || reachableRevisions(record).has(revision.name);
  // What no request can reach has nothing to wait for.
  if (!needed) return { concurrency, minInstances: 0, maxInstances: maxOf(record, revision), idleMs: 0 };
  const idleMinutes = template.nodeSelector?.accelerator ? idle.gpu : idle.cpu;
  const idleMs = idleMinutes * 60_000;
  if (scaling.scalingMode === 'MANUAL') {
    const count = scaling.manualInstanceCount ?? 0;
    return { concurrency, minInstances: count, maxInstances: count, idleMs };
  }
  const serving = record.served.some((target) => target.revision === revision.name && (target.percent ?? 0) > 0);
  const maxInstances = maxOf(record, revision);
  const wanted = Math.max(template.scaling?.minInstanceCount ?? 0, serving ? (scaling.minInstanceCount ?? 0) : 0);
  return { concurrency, minInstances: Math.min(wanted, maxInstances), maxInstances, idleMs };
}

function maxOf(record: ServiceRecord, revision: RevisionRecord): number {
  return Math.min(
    revision.template.scaling?.maxInstanceCount || Number.POSITIVE_INFINITY,
    record.spec.scaling?.maxInstanceCount || Number.POSITIVE_INFINITY,
  );
}
