import {
  COLLECTIONS,
  type Deployment,
  deploymentEntry,
  deploymentEventPath,
  deploymentPath,
  deployment as deploymentSchema,
  gateEntry,
  isTerminal,
  type LiveService,
  liveService as liveServiceSchema,
  type ReleaseGroup,
  servicePath,
  type TimelineEntry,
  timelinePath,
} from '@proving-ground/shared';
import type { DocumentSnapshot, Firestore, Transaction } from 'firebase-admin/firestore';
import { recordAfterSave, type Save } from '../deployments/record-after-save.ts';
import { deploymentNotFound, idempotencyKeyReused } from '../deployments/refusals.ts';
import { refuseOtherRelease } from '../deployments/refuse-other-release.ts';
import type { Claim, ClaimRequest } from '../platform/lease.ts';
import { claimLease } from './claim-lease.ts';
import { parseDocument } from './parse-document.ts';
import { holdServices, readServices, releaseServices } from './services-of-deployment.ts';

export interface DeploymentStore {
  /** Stores a planned deployment and holds its two services for it; the same id again changes nothing.
   * @throws Failure failed-precondition when the key was used for another spec, a service is held by another, or a
   * live one is of the other kind */
  create(planned: Deployment): Promise<{ readonly created: boolean }>;
  /** The same for the deployments of one release, all of them or none. @throws Failure as above */
  createRelease(release: ReleaseGroup, planned: readonly Deployment[]): Promise<{ readonly created: boolean }>;
  /** The deployments of a release, in no order. */
  release(id: string): Promise<readonly Deployment[]>;
  get(id: string): Promise<Deployment | null>;
  /** Takes the lease under a new epoch; with `plannedAtEpoch`, only while nobody else has looked since. */
  claim(request: ClaimRequest): Promise<Claim<Deployment>>;
  /** Writes record, events and, at the end, both services in one step; null when the lease has passed to another. */
  save(save: Save): Promise<Deployment | null>;
  /** @throws Failure not-found */
  requestCancel(id: string, now: Date): Promise<Deployment>;
  /** Running deployments that should have been looked at before then, longest overdue first. */
  overdue(before: Date, limit: number): Promise<readonly string[]>;
  service(region: string, name: string): Promise<LiveService | null>;
  /** All of them, live or not. */
  services(): Promise<readonly LiveService[]>;
}

export function createDeploymentStore(db: Firestore): DeploymentStore {
  const reference = (id: string) => db.doc(deploymentPath(id));
  const ofRelease = (id: string) => db.collection(COLLECTIONS.deployments).where('release.id', '==', id);
  const parse = (document: DocumentSnapshot) => parseDocument(deploymentSchema, document);
  const parseAll = (documents: readonly DocumentSnapshot[]) => documents.flatMap((document) => parse(document) ?? []);
  const running = (document: DocumentSnapshot) => {
    const current = parse(document);
    return current && !isTerminal(current.status) ? current : null;
  };
  /** In the same step as the record: the history never says something else. */
  const putEntry = (transaction: Transaction, entry: TimelineEntry | null) => {
    if (entry) transaction.set(db.doc(timelinePath(entry.id)), entry);
  };
  const begin = (
    transaction: Transaction,
    planned: Deployment,
    services: Awaited<ReturnType<typeof readServices>> = [],
  ) => {
    holdServices(transaction, planned, services);
    transaction.create(reference(planned.id), planned);
    putEntry(transaction, deploymentEntry(planned));
  };

  return {
    get: async (id) => parse(await reference(id).get()),
    service: async (region, name) => parseDocument(liveServiceSchema, await db.doc(servicePath(region, name)).get()),

    services: async () => {
      const { docs } = await db.collection(COLLECTIONS.services).get();
      return docs.flatMap((document) => parseDocument(liveServiceSchema, document) ?? []);
    },

    create: (planned) =>
      db.runTransaction(async (transaction) => {
        const existing = parse(await transaction.get(reference(planned.id)));
        if (existing && existing.specHash !== planned.specHash) throw idempotencyKeyReused(existing.id);
        if (existing) return { created: false };
        begin(transaction, planned, await readServices(db, transaction, planned));
        return { created: true };
      }),

    createRelease: ({ id }, planned) =>
      db.runTransaction(async (transaction) => {
        const known = parseAll((await transaction.get(ofRelease(id))).docs);
        if (known.length > 0) {
          refuseOtherRelease(id, known, planned);
          return { created: false };
        }
        // Firestore wants all that is read to be read before anything is written.
        const services = await Promise.all(planned.map((each) => readServices(db, transaction, each)));
        for (const [index, each] of planned.entries()) begin(transaction, each, services[index]);
        return { created: true };
      }),

    release: async (id) => parseAll((await ofRelease(id).get()).docs),

    claim: (request) => claimLease(reference(request.id), running, request),

    save: (save) =>
      db.runTransaction(async (transaction) => {
        const { next, events, now } = save;
        const current = running(await transaction.get(reference(next.id)));
        if (current?.epoch !== next.epoch) return null;
        const services = isTerminal(next.status) ? await readServices(db, transaction, next) : [];
        const saved = recordAfterSave(current, save);
        transaction.set(reference(next.id), saved);
        if (saved.status !== current.status) putEntry(transaction, deploymentEntry(saved));
        if (saved.gate?.status !== current.gate?.status) putEntry(transaction, gateEntry(saved));
        for (const [index, event] of events.entries()) {
          const seq = next.eventCount + index;
          transaction.set(db.doc(deploymentEventPath(next.id, seq)), { ...event, seq, at: now.toISOString() });
        }
        releaseServices(transaction, saved, services);
        return saved;
      }),

    requestCancel: (id, now) =>
      db.runTransaction(async (transaction) => {
        const current = parse(await transaction.get(reference(id)));
        if (!current) throw deploymentNotFound(id);
        if (isTerminal(current.status) || current.cancelRequested) return current;
        const change = { cancelRequested: true, updatedAt: now.toISOString() };
        transaction.update(reference(id), change);
        return { ...current, ...change };
      }),

    overdue: async (before, limit) => {
      const found = await db
        .collection(COLLECTIONS.deployments)
        .where('status', '==', 'running')
        .where('nextLookAt', '<', before.toISOString())
        .orderBy('nextLookAt')
        .limit(limit)
        .get();
      return found.docs.map(({ id }) => id);
    },
  };
}
