import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { inject, onTestFinished, vi } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** `127.0.0.1:PORT` of the Firestore emulator that the whole run shares. */
    readonly firestoreHost: string;
  }
}

let opened = 0;

/** An empty database of its own for one test. */
export function openFirestore(suite: string): Firestore {
  vi.stubEnv('FIRESTORE_EMULATOR_HOST', inject('firestoreHost'));
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
  opened += 1;
  const projectId = `demo-${suite}-${process.pid}-${opened}`;
  const app = initializeApp({ projectId }, projectId);
  onTestFinished(async () => {
    await deleteApp(app);
    vi.unstubAllEnvs();
  });
  return getFirestore(app);
}
