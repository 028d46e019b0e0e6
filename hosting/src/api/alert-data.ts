import {
  ALERT_STATUS_PATH,
  type AlertStatus,
  alertStatus,
  COLLECTIONS,
  type HealthDay,
  healthDay,
  type Incident,
  incident,
  type Notification,
  notification,
  SETTINGS_PATHS,
  type StoredAlertSettings,
  storedAlertSettings,
} from '@proving-ground/shared';
import { collection, documentId, type Firestore, limit, orderBy, query, where } from 'firebase/firestore';
import { liveCollection } from './live-collection.ts';
import { liveDocument } from './live-document.ts';
import type { Live, LiveList } from './live-state.ts';

/** What the console reads of alerts and health; it writes through callables only. */
export interface AlertData {
  /** What is watched; missing until the functions have looked for the first time. */
  status(): Live<AlertStatus>;
  /** For owners; missing when nobody has set any. */
  settings(): Live<StoredAlertSettings>;
  openIncidents(): Live<LiveList<Incident>>;
  /** Newest first. */
  incidents(count: number): Live<LiveList<Incident>>;
  /** Newest first. */
  notifications(count: number): Live<LiveList<Notification>>;
  /** How an agent has been since a day, `2026-11-29` for example; oldest first. */
  healthDays(region: string, name: string, sinceDay: string): Live<LiveList<HealthDay>>;
}

export function createAlertData(firestore: Firestore): AlertData {
  const all = (name: keyof typeof COLLECTIONS) => collection(firestore, COLLECTIONS[name]);
  return {
    status: () => liveDocument({ firestore, path: ALERT_STATUS_PATH, schema: alertStatus }),
    settings: () => liveDocument({ firestore, path: SETTINGS_PATHS.alerts, schema: storedAlertSettings }),
    openIncidents: () =>
      liveCollection({
        query: query(all('incidents'), where('state', '==', 'open')),
        schema: incident,
        what: 'open alerts',
      }),
    incidents: (count) =>
      liveCollection({
        query: query(all('incidents'), orderBy('openedAt', 'desc'), limit(count)),
        schema: incident,
        what: 'alerts',
      }),
    notifications: (count) =>
      liveCollection({
        query: query(all('notifications'), orderBy('createdAt', 'desc'), limit(count)),
        schema: notification,
        what: 'notifications',
      }),
    healthDays: (region, name, sinceDay) =>
      liveCollection({
        query: query(
          all('health'),
          where(documentId(), '>=', `${region}~${name}~${sinceDay}`),
          // Every day begins with a digit.
          where(documentId(), '<', `${region}~${name}~:`),
        ),
        schema: healthDay,
        what: 'health',
      }),
  };
}
