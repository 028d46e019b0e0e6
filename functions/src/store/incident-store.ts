import {
  ALERT_STATUS_PATH,
  type AlertStatus,
  COLLECTIONS,
  INCIDENT_RETENTION_DAYS,
  type Incident,
  incident,
  incidentEntry,
  incidentPath,
  timelinePath,
} from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import { expiryAfter } from '../platform/expiry-after.ts';
import { parseDocument } from './parse-document.ts';

/** What Cloud Monitoring has told, and how watching goes. */
export interface IncidentStore {
  open(): Promise<readonly Incident[]>;
  /** Which of the ids are on record. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** With their entries in the history, in one step. */
  save(incidents: readonly Incident[]): Promise<void>;
  saveStatus(status: AlertStatus): Promise<void>;
}

export function createIncidentStore(db: Firestore): IncidentStore {
  const reference = (id: string) => db.doc(incidentPath(id));
  return {
    open: async () => {
      const { docs } = await db.collection(COLLECTIONS.incidents).where('state', '==', 'open').get();
      return docs.flatMap((document) => parseDocument(incident, document) ?? []);
    },
    known: async (ids) => {
      if (ids.length === 0) return new Set();
      const found = await db.getAll(...ids.map(reference), { fieldMask: [] });
      return new Set(found.filter(({ exists }) => exists).map(({ id }) => id));
    },
    save: async (incidents) => {
      const batch = db.batch();
      for (const one of incidents) {
        const entry = incidentEntry(one);
        batch.set(reference(one.id), withExpiry(one)).set(db.doc(timelinePath(entry.id)), entry);
      }
      await batch.commit();
    },
    saveStatus: async (status) => void (await db.doc(ALERT_STATUS_PATH).set(status)),
  };
}

/** One that is open is kept, however long it is. */
function withExpiry(one: Incident): Incident {
  return one.closedAt === null
    ? one
    : { ...one, expiresAt: expiryAfter(new Date(one.closedAt), INCIDENT_RETENTION_DAYS) };
}
