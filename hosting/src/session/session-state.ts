import type { FailureRecord, Role } from '@proving-ground/shared';

/** Who is signed in, as far as the console shows it. */
export interface Account {
  readonly uid: string;
  readonly email: string | null;
  readonly name: string | null;
}

export type SessionState =
  /** The browser's memory of an earlier sign-in is being read. */
  | { readonly kind: 'starting' }
  | { readonly kind: 'signedOut'; readonly failure: FailureRecord | null }
  | { readonly kind: 'claiming'; readonly account: Account }
  | { readonly kind: 'noRole'; readonly account: Account }
  | { readonly kind: 'failed'; readonly account: Account; readonly failure: FailureRecord }
  | { readonly kind: 'ready'; readonly account: Account; readonly role: Role };
