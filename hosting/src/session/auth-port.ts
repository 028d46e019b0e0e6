import type { Role } from '@proving-ground/shared';
import type { Account } from './session-state.ts';

/** What the session needs of Firebase Auth. */
export interface AuthPort {
  /** Tells who is signed in, now and at every change; returns the way to stop. */
  onAccountChange(listener: (account: Account | null) => void): () => void;
  /** The role in the ID token; `fresh` asks the server for a new token. */
  readRole(options: { readonly fresh: boolean }): Promise<Role | null>;
  signInWithGoogle(): Promise<void>;
  /** Only on one machine, where the auth emulator believes what it is told. */
  signInAs(localUser: Role): Promise<void>;
  signOut(): Promise<void>;
}
