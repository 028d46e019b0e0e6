import { ApiError, CredentialsError } from '../google/api-error.ts';
import type { Step } from '../plan/step.ts';

export const SIGN_IN = 'Run: gcloud auth application-default login';

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What to do about an error of a step. */
export function fixOf(error: unknown, step: Step): string {
  if (error instanceof CredentialsError) return SIGN_IN;
  if (!(error instanceof ApiError)) return step.fixWhenRefused;
  if (error.isPassing) return 'Google Cloud is busy or out of reach: wait a few minutes, then run setup again.';
  if (error.isConflict) return 'Something else keeps changing it: wait until that has ended, then run setup again.';
  if (error.status === 403) return step.fixWhenRefused;
  return 'Read the message; when that is put right, run setup again: what is done stays done.';
}

/** What Google or the file system said; anything else is a mistake of ours and shall be seen as one. */
export function isExpected(error: unknown): boolean {
  return (
    error instanceof ApiError || error instanceof CredentialsError || (error instanceof Error && 'syscall' in error)
  );
}
