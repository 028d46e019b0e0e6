import { Failure } from '@proving-ground/shared';

interface Explanation {
  readonly reason: string;
  readonly message: string;
  readonly nextStep: string;
}

/** What the sign-in's own error codes mean for the person before the screen. */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  'auth/popup-blocked': {
    reason: 'POPUP_BLOCKED',
    message: 'The browser blocked the sign-in window.',
    nextStep: 'Allow pop-up windows for this page and try again.',
  },
  'auth/network-request-failed': {
    reason: 'NOT_REACHED',
    message: 'The sign-in service could not be reached.',
    nextStep: 'Check your connection and try again.',
  },
  'auth/operation-not-allowed': {
    reason: 'GOOGLE_SIGN_IN_OFF',
    message: 'Signing in with Google is switched off in this project.',
    nextStep: 'Switch on the Google provider under Authentication in the Firebase console.',
  },
  'auth/configuration-not-found': {
    reason: 'GOOGLE_SIGN_IN_OFF',
    message: 'This project has no authentication set up yet.',
    nextStep: 'Switch on Authentication with the Google provider in the Firebase console.',
  },
  'auth/unauthorized-domain': {
    reason: 'DOMAIN_NOT_ALLOWED',
    message: 'This domain may not be used for signing in.',
    nextStep: 'Add it to the authorized domains under Authentication in the Firebase console.',
  },
  'auth/user-disabled': {
    reason: 'ACCOUNT_DISABLED',
    message: 'This account has been disabled.',
    nextStep: 'Ask an owner of the project.',
  },
};

const CLOSED_BY_PERSON = ['auth/popup-closed-by-user', 'auth/cancelled-popup-request', 'auth/user-cancelled'];

/** Null when the person closed the window: that is no failure. */
export function signInFailure(error: unknown): Failure | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (CLOSED_BY_PERSON.includes(code)) return null;
  const known = EXPLANATIONS[code] ?? {
    reason: 'SIGN_IN_FAILED',
    message: `Signing in failed${code ? ` (${code})` : ''}.`,
    nextStep: 'Try again; if it stays, try another browser.',
  };
  return new Failure({ code: 'unauthenticated', ...known, retryable: true }, { cause: error });
}
