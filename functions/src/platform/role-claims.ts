import type { Role } from '@proving-ground/shared';
import { getAuth } from 'firebase-admin/auth';
import { firebaseApp } from './firebase.ts';

/** Keeps a person's role claim, and nothing else of their claims, as told. */
export type SetRoleClaim = (uid: string, role: Role | null) => Promise<void>;

/** Custom claims are written as a whole: what others put there is read first and kept. */
export const setRoleClaim: SetRoleClaim = async (uid, role) => {
  const auth = getAuth(firebaseApp());
  const { customClaims } = await auth.getUser(uid);
  const { role: _before, ...others } = customClaims ?? {};
  await auth.setCustomUserClaims(uid, role ? { ...others, role } : others);
};
