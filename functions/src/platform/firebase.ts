import { getApps, initializeApp } from 'firebase-admin/app';

/** Initialises the admin SDK once, on first use: every module that needs it calls this and none does so at import. */
export function firebaseApp() {
  return getApps()[0] ?? initializeApp();
}
