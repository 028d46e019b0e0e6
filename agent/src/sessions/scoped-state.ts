import { State } from '@google/adk';
import { StateTooLargeError } from './session-errors.ts';

const MAX_STATE_KIB = 64;
const BYTES_PER_KIB = 1024;
const BYTES_PER_CHARACTER = 2;

/** Session state as clients see it: keys of the app and of the user carry a prefix. */
export type StateRecord = Readonly<Record<string, unknown>>;

/** The same state by who shares it, keys without prefix. */
export interface ScopedState {
  readonly app: StateRecord;
  readonly user: StateRecord;
  readonly session: StateRecord;
}

// Object.fromEntries and spreading define keys, where an assignment of "__proto__" would replace the prototype.
const pick = (entries: readonly [string, unknown][], prefix: string): StateRecord =>
  Object.fromEntries(
    entries.filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]),
  );

const { APP_PREFIX, USER_PREFIX, TEMP_PREFIX } = State;

/** Parts a record by prefix; `temp:` keys live for one run only and are dropped. */
export const splitState = (state: StateRecord): ScopedState => {
  const entries = Object.entries(state);
  return {
    app: pick(entries, APP_PREFIX),
    user: pick(entries, USER_PREFIX),
    session: Object.fromEntries(
      entries.filter(([key]) => ![APP_PREFIX, USER_PREFIX, TEMP_PREFIX].some((prefix) => key.startsWith(prefix))),
    ),
  };
};

const prefixed = (state: StateRecord, prefix: string): StateRecord =>
  Object.fromEntries(Object.entries(state).map(([key, value]) => [prefix + key, value]));

/** Puts the scopes back into one record, a new one on every call. */
export const mergeScopes = ({ app, user, session }: ScopedState): Record<string, unknown> => ({
  ...session,
  ...prefixed(app, APP_PREFIX),
  ...prefixed(user, USER_PREFIX),
});

/**
 * One scope with a change applied, and its size in memory; the very same state where nothing changes.
 * @throws StateTooLargeError
 */
export const changeScope = (
  scope: keyof ScopedState,
  { current, change }: { readonly current: StateRecord; readonly change: StateRecord },
): { readonly state: StateRecord; readonly bytes?: number } => {
  if (Object.keys(change).length === 0) return { state: current };
  const state = { ...current, ...change };
  const bytes = BYTES_PER_CHARACTER * JSON.stringify(state).length;
  if (bytes > MAX_STATE_KIB * BYTES_PER_KIB) throw new StateTooLargeError({ scope, maxKiB: MAX_STATE_KIB });
  return { state, bytes };
};
