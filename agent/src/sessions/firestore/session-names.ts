const MAX_ID_BYTES = 1500;

/**
 * An id as the id of a Firestore document: ordinary ones as they are, and any other so that it can neither leave its
 * collection nor be refused. No two ids become one. Null for what no document can be named after.
 * https://firebase.google.com/docs/firestore/quotas#limits
 */
export const documentId = (id: string): string | null => {
  if (id === '' || !id.isWellFormed()) return null;
  // Without percent signs, which an address would lose again; "." and ".." are steps of a path, and names with two
  // underscores at both ends are Firestore's own.
  const encoded = encodeURIComponent(id)
    .replaceAll('~', '%7E')
    .replace(/^[._]/, (first) => (first === '.' ? '%2E' : '%5F'))
    .replaceAll('%', '~');
  return encoded.length <= MAX_ID_BYTES ? encoded : null;
};

export interface SessionKey {
  readonly appName: string;
  readonly userId: string;
  readonly sessionId: string;
}

/** Where a session lies, as in ADK for Python. */
export interface SessionNames {
  readonly session: string;
  readonly appState: string;
  readonly userState: string;
}

export const sessionNames = (root: string, { appName, userId, sessionId }: SessionKey): SessionNames | null => {
  const [app, user, session] = [documentId(appName), documentId(userId), documentId(sessionId)];
  if (app === null || user === null || session === null) return null;
  return {
    session: `${root}/adk-session/${app}/users/${user}/sessions/${session}`,
    appState: `${root}/app_states/${app}`,
    userState: `${root}/user_states/${app}/users/${user}`,
  };
};
