import { getAuth } from 'firebase-admin/auth';
import type { SetRoleClaim } from '../callables/claim-role.ts';
import { firebaseApp } from './firebase.ts';

/** Custom claims are written as a whole: what others put there is read first and kept. */
export const setRoleClaim: SetRoleClaim = async (uid, role) => {
  const auth = getAuth(firebaseApp());
  const { customClaims } = await auth.getUser(uid);
  const { role: _before, ...others } = customClaims ?? {};
  await auth.setCustomUserClaims(uid, role ? { ...others, role } : others);
};
