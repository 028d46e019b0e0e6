import type { Config } from '../config.ts';
import { createAccessTokens } from '../gcp/access-tokens.ts';
import type { AppSessionService } from './app-session-service.ts';
import { BoundedSessionService } from './bounded-session-service.ts';
import { createFirestoreRest } from './firestore/firestore-rest.ts';
import { FirestoreSessionService } from './firestore/firestore-session-service.ts';
import { RoutedSessionService } from './routed-session-service.ts';

/** What the emulator takes for an administrator. */
const EMULATOR_AUTHORIZATION = 'Bearer owner';

/** The sessions as they are configured: all in memory, or those of people's chats in Firestore. */
export const createSessions = ({ sessions }: Pick<Config, 'sessions'>): AppSessionService => {
  const inMemory = new BoundedSessionService({ limits: sessions });
  if (sessions.firestore === null) return inMemory;
  const { projectId, retentionDays, emulatorHost } = sessions.firestore;
  const db = createFirestoreRest({
    projectId,
    ...(emulatorHost === undefined
      ? { baseUrl: 'https://firestore.googleapis.com', authorize: createAccessTokens() }
      : { baseUrl: `http://${emulatorHost}`, authorize: async () => EMULATOR_AUTHORIZATION }),
  });
  const durable = new FirestoreSessionService({ db, limits: { maxEvents: sessions.maxEvents, retentionDays } });
  return new RoutedSessionService({ durable, inMemory });
};
