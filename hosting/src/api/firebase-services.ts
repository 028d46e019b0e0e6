import { FUNCTIONS_REGION } from '@proving-ground/shared';
import { type FirebaseApp, initializeApp } from 'firebase/app';
import {
  type Auth,
  browserLocalPersistence,
  connectAuthEmulator,
  indexedDBLocalPersistence,
  initializeAuth,
} from 'firebase/auth';
import { connectFirestoreEmulator, type Firestore, getFirestore } from 'firebase/firestore';
import { connectFunctionsEmulator, type Functions, getFunctions } from 'firebase/functions';
import type { BackendConfig } from './backend-config.ts';

export interface FirebaseServices {
  readonly app: FirebaseApp;
  readonly projectId: string;
  readonly auth: Auth;
  readonly firestore: Firestore;
  readonly functions: Functions;
}

/** The Firebase clients of this page, pointed at this machine when the backend runs here. */
export function connectFirebase(config: BackendConfig): FirebaseServices {
  const options =
    config.kind === 'cloud'
      ? withoutUndefined(config.firebase)
      : // The emulators take any key; the client only insists on having one.
        { projectId: config.endpoints.projectId, apiKey: 'local' };
  const app = initializeApp(options);
  const auth = initializeAuth(app, { persistence: [indexedDBLocalPersistence, browserLocalPersistence] });
  const firestore = getFirestore(app);
  const functions = getFunctions(app, FUNCTIONS_REGION);
  if (config.kind === 'local') {
    const { endpoints } = config;
    connectAuthEmulator(auth, endpoints.auth, { disableWarnings: true });
    const store = new URL(endpoints.firestore);
    connectFirestoreEmulator(firestore, store.hostname, Number(store.port));
    const callables = new URL(endpoints.functions);
    connectFunctionsEmulator(functions, callables.hostname, Number(callables.port));
  }
  return { app, projectId: options.projectId, auth, firestore, functions };
}

function withoutUndefined({ appId, ...rest }: Extract<BackendConfig, { kind: 'cloud' }>['firebase']) {
  return appId === undefined ? rest : { ...rest, appId };
}
