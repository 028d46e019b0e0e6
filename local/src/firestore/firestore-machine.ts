import { homedir } from 'node:os';
import { join } from 'node:path';
import type { FirestoreMachine } from './resolve-firestore-emulator.ts';

/** Where to look on this machine; the cache is outside the repository and survives it. */
export function firestoreMachine(settings: {
  readonly PATH: string;
  readonly JAVA_HOME?: string | undefined;
  readonly FIREBASE_EMULATORS_PATH?: string | undefined;
  readonly XDG_CACHE_HOME?: string | undefined;
}): FirestoreMachine {
  const home = homedir();
  return {
    home,
    path: settings.PATH,
    javaHome: settings.JAVA_HOME,
    firebaseCache: settings.FIREBASE_EMULATORS_PATH ?? join(home, '.cache/firebase/emulators'),
    cacheFolder: join(settings.XDG_CACHE_HOME ?? join(home, '.cache'), 'proving-ground'),
  };
}
