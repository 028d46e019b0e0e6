import { SessionStoreError } from '../session-errors.ts';

// What Firestore says when a document is not as a write wants it: there, not there, or unchanged.
const REFUSALS: readonly string[] = ['ALREADY_EXISTS', 'FAILED_PRECONDITION', 'NOT_FOUND'];

/** Whether a commit was refused because of its precondition. */
export const isRefused = (error: unknown): boolean =>
  error instanceof SessionStoreError && REFUSALS.includes(error.status);
