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
import type { DocumentSnapshot, Firestore, QuerySnapshot, Transaction } from 'firebase-admin/firestore';
import { claimRefusal } from '../deployments/claim-refusal.ts';
import type { NewEvent } from '../deployments/decision.ts';
import { recordAfterClaim, recordAfterSave } from '../deployments/record-after.ts';
import { deploymentNotFound, idempotencyKeyReused } from '../deployments/refusals.ts';
import { refuseHeld } from '../deployments/refuse-held.ts';
import { refuseOtherRelease } from '../deployments/refuse-other-release.ts';
import {
  IMAGE_KINDS,
  newServiceRecord,
  serviceRecordAfter,
  serviceRecordPath,
} from '../deployments/service-records.ts';
import { parseDocument } from './parse-document.ts';

/** What came of asking for the lease. */
export type Claim =
  | { readonly kind: 'claimed'; readonly deployment: Deployment }
  /** Somebody else is at it until then. */
  | { readonly kind: 'busy'; readonly until: Date }
  | { readonly kind: 'ended' }
  /** A newer look has been taken since this one was planned, and has planned its own next one. */
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'missing' };

export interface ClaimRequest {
  readonly id: string;
  readonly now: Date;
  readonly leaseUntil: Date;
  readonly plannedAtEpoch: number | null;
}

export interface Save {
  /** Carries the epoch under which it was claimed. */
  readonly next: Deployment;
  readonly events: readonly NewEvent[];
  readonly now: Date;
  /** Null gives the lease back. */
  readonly leaseUntil: Date | null;
  readonly nextLookAt: Date;
}

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
  claim(request: ClaimRequest): Promise<Claim>;
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
  const parseAll = ({ docs }: QuerySnapshot) =>
    docs.flatMap((document) => parseDocument(deploymentSchema, document) ?? []);
  const read = async (id: string) => parseDocument(deploymentSchema, await reference(id).get());

  return {
    get: read,
    service: async (region, name) => parseDocument(liveServiceSchema, await db.doc(servicePath(region, name)).get()),

    services: async () => {
      const { docs } = await db.collection(COLLECTIONS.services).get();
      return docs.flatMap((document) => parseDocument(liveServiceSchema, document) ?? []);
    },

    create: (planned) =>
      db.runTransaction(async (transaction) => {
        const existing = parseDocument(deploymentSchema, await transaction.get(reference(planned.id)));
        if (existing) {
          if (existing.specHash !== planned.specHash) throw idempotencyKeyReused(existing.id);
          return { created: false };
        }
        hold(transaction, planned, await readServices(transaction, planned));
        return { created: true };
      }),

    createRelease: ({ id }, planned) =>
      db.runTransaction(async (transaction) => {
        const known = parseAll(await transaction.get(ofRelease(id)));
        if (known.length > 0) {
          refuseOtherRelease(id, known, planned);
          return { created: false };
        }
        // Firestore wants all that is read to be read before anything is written.
        const services = await Promise.all(planned.map((each) => readServices(transaction, each)));
        planned.forEach((each, index) => {
          hold(transaction, each, services[index] ?? []);
        });
        return { created: true };
      }),

    release: async (id) => parseAll(await ofRelease(id).get()),

    claim: async (request) => {
      const { id, plannedAtEpoch } = request;
      // Read before anything is locked: whoever is at work is not held up by those who only knock.
      const claim = claimRefusal(await read(id), request) ?? (await takeLease(request));
      // Not a planned look, which the holder will plan anew, but news: the holder may have looked before it came.
      if (claim.kind === 'busy' && plannedAtEpoch === null) await reference(id).update({ newsWaiting: true });
      return claim;
    },

    save: (save) =>
      db.runTransaction(async (transaction) => {
        const { next, events, now } = save;
        const current = parseDocument(deploymentSchema, await transaction.get(reference(next.id)));
        if (!current || current.epoch !== next.epoch || isTerminal(current.status)) return null;
        const services = isTerminal(next.status) ? await readServices(transaction, next) : [];
        const saved = recordAfterSave(current, save);
        transaction.set(reference(next.id), saved);
        if (saved.status !== current.status) putEntry(transaction, deploymentEntry(saved));
        if (saved.gate?.status !== current.gate?.status) putEntry(transaction, gateEntry(saved));
        events.forEach((event, index) => {
          const seq = next.eventCount + index;
          transaction.set(db.doc(deploymentEventPath(next.id, seq)), { ...event, seq, at: now.toISOString() });
        });
        for (const { kind, snapshot, record } of services) {
          transaction.set(snapshot.ref, serviceRecordAfter(saved, kind, record));
        }
        return saved;
      }),

    requestCancel: (id, now) =>
      db.runTransaction(async (transaction) => {
        const current = parseDocument(deploymentSchema, await transaction.get(reference(id)));
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

  /** In the same step as the record: the history never says something else. */
  function putEntry(transaction: Transaction, entry: TimelineEntry | null): void {
    if (entry) transaction.set(db.doc(timelinePath(entry.id)), entry);
  }

  function takeLease(request: ClaimRequest): Promise<Claim> {
    const { id, leaseUntil } = request;
    return db.runTransaction(async (transaction): Promise<Claim> => {
      const current = parseDocument(deploymentSchema, await transaction.get(reference(id)));
      const refusal = claimRefusal(current, request);
      if (!current || refusal) return refusal ?? { kind: 'missing' };
      const claimed = recordAfterClaim(current, leaseUntil);
      transaction.set(reference(id), claimed);
      return { kind: 'claimed', deployment: claimed };
    });
  }

  function hold(
    transaction: Transaction,
    planned: Deployment,
    services: Awaited<ReturnType<typeof readServices>>,
  ): void {
    for (const { kind, record } of services) refuseHeld(record, kind);
    transaction.create(reference(planned.id), planned);
    putEntry(transaction, deploymentEntry(planned));
    for (const { kind, snapshot, record } of services) {
      transaction.set(snapshot.ref, { ...record, kind, activeDeploymentId: planned.id });
    }
  }

  async function readServices(transaction: Transaction, deployment: Deployment) {
    const snapshots = await transaction.getAll(
      ...IMAGE_KINDS.map((kind) => db.doc(serviceRecordPath(deployment, kind))),
    );
    return IMAGE_KINDS.map((kind, index) => {
      const snapshot = snapshots[index] as DocumentSnapshot;
      const record = parseDocument(liveServiceSchema, snapshot) ?? newServiceRecord(deployment, kind);
      return { kind, snapshot, record };
    });
  }
}
