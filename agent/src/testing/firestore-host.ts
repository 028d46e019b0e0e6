import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** `127.0.0.1:PORT` of the Firestore emulator that the whole run of contract tests shares. */
    readonly firestoreHost: string;
  }
}

/** Where Firestore's emulator listens: `127.0.0.1:PORT`. */
export const firestoreHost = (): string => inject('firestoreHost');
