import {
  type Deployment,
  type DeploymentEvent,
  deploymentPath,
  isTerminal,
  type LiveService,
  servicePath,
} from '@proving-ground/shared';
import { recordAfterSave } from '../deployments/record-after-save.ts';
import { deploymentNotFound, idempotencyKeyReused } from '../deployments/refusals.ts';
import { refuseHeld } from '../deployments/refuse-held.ts';
import { refuseOtherRelease } from '../deployments/refuse-other-release.ts';
import {
  IMAGE_KINDS,
  newServiceRecord,
  serviceRecordAfter,
  serviceRecordPath,
} from '../deployments/service-records.ts';
import { claimRefusal, recordAfterClaim } from '../platform/lease.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';

export interface MemoryDeploymentStore extends DeploymentStore {
  events(id: string): readonly DeploymentEvent[];
  /** Every version of a record that was written, oldest first. */
  versions(id: string): readonly Deployment[];
  putService(service: LiveService): void;
  liveService(region: string, name: string): LiveService | null;
}

/** The deployment store without Firestore; the same suite of tests binds both. */
export function createMemoryDeploymentStore(): MemoryDeploymentStore {
  const versions = new Map<string, Deployment[]>();
  const events = new Map<string, DeploymentEvent[]>();
  const services = new Map<string, LiveService>();

  const read = (id: string): Deployment | null => versions.get(deploymentPath(id))?.at(-1) ?? null;
  const running = (id: string): Deployment | null => {
    const current = read(id);
    return current && !isTerminal(current.status) ? current : null;
  };
  function write(record: Deployment): Deployment {
    const path = deploymentPath(record.id);
    const history = versions.get(path);
    if (history) history.push(record);
    else versions.set(path, [record]);
    return record;
  }
  const serviceOf = (deployment: Deployment, kind: LiveService['kind']) =>
    services.get(serviceRecordPath(deployment, kind)) ?? newServiceRecord(deployment, kind);

  const ofRelease = (id: string) =>
    [...versions.values()].flatMap((history) => history.at(-1) ?? []).filter(({ release }) => release?.id === id);
  const refuseUnfit = (planned: Deployment) => {
    for (const kind of IMAGE_KINDS) refuseHeld(serviceOf(planned, kind), kind);
  };
  const hold = (planned: Deployment) => {
    write(planned);
    for (const kind of IMAGE_KINDS) {
      const record = { ...serviceOf(planned, kind), kind, activeDeploymentId: planned.id };
      services.set(serviceRecordPath(planned, kind), record);
    }
  };

  return {
    events: (id) => events.get(id) ?? [],
    versions: (id) => versions.get(deploymentPath(id)) ?? [],
    putService: (service) => void services.set(servicePath(service.region, service.name), service),
    get: async (id) => read(id),
    liveService: (region, name) => services.get(servicePath(region, name)) ?? null,
    service: async (region, name) => services.get(servicePath(region, name)) ?? null,

    services: async () => [...services.values()],

    create: async (planned) => {
      const existing = read(planned.id);
      if (existing && existing.specHash !== planned.specHash) throw idempotencyKeyReused(existing.id);
      if (existing) return { created: false };
      refuseUnfit(planned);
      hold(planned);
      return { created: true };
    },

    createRelease: async ({ id }, planned) => {
      const known = ofRelease(id);
      if (known.length > 0) {
        refuseOtherRelease(id, known, planned);
        return { created: false };
      }
      planned.forEach(refuseUnfit);
      planned.forEach(hold);
      return { created: true };
    },

    release: async (id) => ofRelease(id),

    claim: async (request) => {
      const { id, leaseUntil, plannedAtEpoch } = request;
      const current = running(id);
      const refusal = claimRefusal(current, request);
      if (current && refusal?.kind === 'busy' && plannedAtEpoch === null) write({ ...current, newsWaiting: true });
      if (!current || refusal) return refusal ?? { kind: 'ended' };
      return { kind: 'claimed', record: write(recordAfterClaim(current, leaseUntil)) };
    },

    save: async (save) => {
      const { next, events: added, now } = save;
      const current = running(next.id);
      if (current?.epoch !== next.epoch) return null;
      const saved = recordAfterSave(current, save);
      write(saved);
      const numbered = added.map((event, index) => ({ ...event, seq: next.eventCount + index, at: now.toISOString() }));
      const kept = events.get(next.id);
      if (kept) kept.splice(next.eventCount, kept.length, ...numbered);
      else events.set(next.id, numbered);
      if (isTerminal(saved.status)) {
        for (const kind of IMAGE_KINDS) {
          services.set(serviceRecordPath(saved, kind), serviceRecordAfter(saved, kind, serviceOf(saved, kind)));
        }
      }
      return saved;
    },

    requestCancel: async (id, now) => {
      const current = read(id);
      if (!current) throw deploymentNotFound(id);
      if (isTerminal(current.status) || current.cancelRequested) return current;
      return write({ ...current, cancelRequested: true, updatedAt: now.toISOString() });
    },

    overdue: async (before, limit) =>
      [...versions.values()]
        .flatMap((history) => history.at(-1) ?? [])
        .filter(({ status, nextLookAt }) => status === 'running' && nextLookAt < before.toISOString())
        .sort((a, b) => (a.nextLookAt < b.nextLookAt ? -1 : 1))
        .slice(0, limit)
        .map(({ id }) => id),
  };
}
