import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { firebaseApp } from '../platform/firebase.ts';

/** The project's database. */
export function firestore(): Firestore {
  return getFirestore(firebaseApp());
}
