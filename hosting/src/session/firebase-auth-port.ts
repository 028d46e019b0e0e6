import { LOCAL_USERS, role } from '@proving-ground/shared';
import {
  type Auth,
  browserPopupRedirectResolver,
  GoogleAuthProvider,
  onAuthStateChanged,
  signInWithCredential,
  signInWithPopup,
  signOut,
} from 'firebase/auth';
import type { AuthPort } from './auth-port.ts';

export function createFirebaseAuthPort(auth: Auth): AuthPort {
  return {
    onAccountChange: (listener) =>
      onAuthStateChanged(auth, (user) => {
        listener(user && { uid: user.uid, email: user.email, name: user.displayName });
      }),
    readRole: async ({ fresh }) => {
      const token = await auth.currentUser?.getIdTokenResult(fresh);
      return role.safeParse(token?.claims['role']).data ?? null;
    },
    signInWithGoogle: async () => {
      // The resolver is given here, not at start: it loads Google's script, which only a sign-in needs.
      await signInWithPopup(auth, new GoogleAuthProvider(), browserPopupRedirectResolver);
    },
    signInAs: async (localUser) => {
      const email = LOCAL_USERS[localUser];
      const idToken = JSON.stringify({ sub: localUser, email, email_verified: true, name: `Local ${localUser}` });
      await signInWithCredential(auth, GoogleAuthProvider.credential(idToken));
    },
    signOut: () => signOut(auth),
  };
}
