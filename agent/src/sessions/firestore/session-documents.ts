import { createSession, type Session } from '@google/adk';
import { mergeScopes } from '../scoped-state.ts';
import type { FirestoreRest } from './firestore-rest.ts';
import { documentId } from './session-names.ts';
import { type StoredEvent, storedEvent, storedScope, storedSession } from './stored-session.ts';

const DELETE_BATCH = 400;
const LIST_LIMIT = 1_000;

const newestFirst = (fieldPath: string) => [{ field: { fieldPath }, direction: 'DESCENDING' }];

/** The newest events of a session, oldest first. */
export const newestEvents = async (
  db: FirestoreRest,
  sessionName: string,
  count: number,
): Promise<readonly StoredEvent[]> => {
  const query = { from: [{ collectionId: 'events' }], orderBy: newestFirst('seq'), limit: count };
  return (await db.query(sessionName, query)).map(storedEvent).toReversed();
};

/** The sessions of a user, or of everybody, without their events. */
export const listSessionDocuments = async (
  db: FirestoreRest,
  { appName, userId }: { readonly appName: string; readonly userId: string | undefined },
): Promise<readonly Session[]> => {
  const [app, user] = [documentId(appName), userId === undefined ? undefined : documentId(userId)];
  if (app === null || user === null) return [];
  const appDocument = `${db.root}/adk-session/${app}`;
  const documents =
    user === undefined
      ? await db.query(appDocument, { from: [{ collectionId: 'sessions', allDescendants: true }], limit: LIST_LIMIT })
      : await db.query(`${appDocument}/users/${user}`, { from: [{ collectionId: 'sessions' }], limit: LIST_LIMIT });
  const stored = documents.flatMap((document) => storedSession(document) ?? []);
  const owners = [...new Set(stored.map((one) => one.userId))];
  const stateNames = owners.map((owner) => `${db.root}/user_states/${app}/users/${documentId(owner)}`);
  const [appState, ...userStates] = await db.get([`${db.root}/app_states/${app}`, ...stateNames]);
  const stateOf = new Map(owners.map((owner, index) => [owner, storedScope(userStates[index])]));
  return stored.map(({ id, userId: owner, state, lastUpdateTime }) => {
    const scopes = { app: storedScope(appState), user: stateOf.get(owner) ?? {}, session: state };
    return createSession({ id, appName, userId: owner, state: mergeScopes(scopes), events: [], lastUpdateTime });
  });
};

/** Deletes a session with all its events; what breaks off is taken up again by the next attempt. */
export const deleteSessionDocuments = async (db: FirestoreRest, sessionName: string): Promise<void> => {
  const [document] = await db.get([sessionName]);
  if (!document) return;
  // Marked first: from here on nobody reads it or adds to it.
  await db.commit([
    {
      update: { name: sessionName, fields: { deleting: { booleanValue: true } } },
      updateMask: { fieldPaths: ['deleting'] },
    },
  ]);
  const query = {
    from: [{ collectionId: 'events' }],
    select: { fields: [{ fieldPath: '__name__' }] },
    limit: DELETE_BATCH,
  };
  for (;;) {
    const events = await db.query(sessionName, query);
    if (events.length === 0) break;
    await db.commit(events.map(({ name }) => ({ delete: name })));
  }
  await db.commit([{ delete: sessionName }]);
};
