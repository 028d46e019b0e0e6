import type { Event, Session } from '@google/adk';
import { changeScope, type ScopedState, type StateRecord, splitState } from '../scoped-state.ts';
import { SessionIdError } from '../session-errors.ts';
import type { Write } from './firestore-rest.ts';
import { instant, jsonMap, jsonMapPaths, text, whole } from './firestore-value.ts';
import { documentId, type SessionNames } from './session-names.ts';

/** When something is written, and until when it is kept. */
export interface Lifetime {
  readonly nowMs: number;
  readonly expiresAtMs: number;
}

type Precondition = { readonly exists: boolean } | { readonly updateTime: string };

/** The session's own document. */
export const sessionWrite = (input: {
  readonly names: SessionNames;
  readonly session: Pick<Session, 'id' | 'appName' | 'userId' | 'lastUpdateTime'>;
  readonly state: StateRecord;
  readonly revision: number;
  readonly lifetime: Lifetime;
  readonly precondition: Precondition;
}): Write => {
  const { names, session, state, revision, lifetime, precondition } = input;
  return {
    update: {
      name: names.session,
      fields: {
        id: text(session.id),
        appName: text(session.appName),
        userId: text(session.userId),
        state: text(JSON.stringify(state)),
        revision: whole(revision),
        lastUpdateTime: whole(session.lastUpdateTime),
        updateTime: instant(lifetime.nowMs),
        expiresAt: instant(lifetime.expiresAtMs),
      },
    },
    currentDocument: precondition,
  };
};

/** One event, over the former one of the same id. @throws SessionIdError */
export const eventWrite = (input: {
  readonly names: SessionNames;
  readonly session: Pick<Session, 'appName' | 'userId'>;
  readonly event: Event;
  readonly seq: number;
  readonly lifetime: Lifetime;
}): Write => {
  const { names, session, event, seq, lifetime } = input;
  const id = documentId(event.id);
  if (id === null) throw new SessionIdError();
  return {
    update: {
      name: `${names.session}/events/${id}`,
      fields: {
        // As JSON: an event holds undefined and arrays in arrays, which Firestore refuses.
        eventData: text(JSON.stringify(event)),
        seq: whole(seq),
        timestamp: instant(event.timestamp),
        appName: text(session.appName),
        userId: text(session.userId),
        expiresAt: instant(lifetime.expiresAtMs),
      },
    },
  };
};

/**
 * A change of state: what becomes of the session's own, and the writes for what is shared, key by key, so that of two
 * requests that change different keys neither is lost.
 * @throws StateTooLargeError
 */
export const stateChange = (input: {
  readonly names: SessionNames;
  readonly current: ScopedState;
  readonly delta: StateRecord;
}): { readonly sessionState: StateRecord; readonly writes: readonly Write[] } => {
  const { names, current, delta } = input;
  const changes = splitState(delta);
  const shared = (scope: 'app' | 'user', name: string): readonly Write[] => {
    const change = changes[scope];
    if (Object.keys(change).length === 0) return [];
    changeScope(scope, { current: current[scope], change });
    const fieldPaths = jsonMapPaths('state', change);
    return [{ update: { name, fields: { state: jsonMap(change) } }, updateMask: { fieldPaths } }];
  };
  const { state } = changeScope('session', { current: current.session, change: changes.session });
  return { sessionState: state, writes: [...shared('app', names.appState), ...shared('user', names.userState)] };
};
