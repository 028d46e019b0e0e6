import { type Deployment, type LiveService, liveService } from '@proving-ground/shared';
import type { DocumentReference, DocumentSnapshot, Firestore, Transaction } from 'firebase-admin/firestore';
import { refuseHeld } from '../deployments/refuse-held.ts';
import {
  IMAGE_KINDS,
  newServiceRecord,
  serviceRecordAfter,
  serviceRecordPath,
} from '../deployments/service-records.ts';
import type { ImageKind } from '../gcp/source-archive.ts';
import { parseDocument } from './parse-document.ts';

/** The record of one of the two services that a deployment is about. */
interface ServiceOfDeployment {
  readonly kind: ImageKind;
  readonly reference: DocumentReference;
  readonly record: LiveService;
}

/** Reads both within a transaction; one that no deployment has held yet is as new. */
export async function readServices(
  db: Firestore,
  transaction: Transaction,
  deployment: Deployment,
): Promise<readonly ServiceOfDeployment[]> {
  const references = IMAGE_KINDS.map((kind) => db.doc(serviceRecordPath(deployment, kind)));
  const snapshots = await transaction.getAll(...references);
  return IMAGE_KINDS.map((kind, index) => {
    const snapshot = snapshots[index] as DocumentSnapshot;
    const record = parseDocument(liveService, snapshot) ?? newServiceRecord(deployment, kind);
    return { kind, reference: snapshot.ref, record };
  });
}

/** Holds both for a deployment that begins. @throws Failure failed-precondition when one cannot be had */
export function holdServices(
  transaction: Transaction,
  planned: Deployment,
  services: readonly ServiceOfDeployment[],
): void {
  for (const { record, kind } of services) refuseHeld(record, kind);
  for (const { kind, reference, record } of services) {
    transaction.set(reference, { ...record, kind, activeDeploymentId: planned.id });
  }
}

/** Lets go of both at the end of a deployment, which may serve from then on. */
export function releaseServices(
  transaction: Transaction,
  ended: Deployment,
  services: readonly ServiceOfDeployment[],
): void {
  for (const { kind, reference, record } of services) {
    transaction.set(reference, serviceRecordAfter(ended, kind, record));
  }
}
