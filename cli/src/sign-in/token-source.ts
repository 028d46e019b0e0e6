export interface Tokens {
  readonly idToken: string;
  readonly refreshToken: string;
  /** Seconds from when it was given. */
  readonly expiresIn: number;
}

/** A token about to expire would be refused on its way. */
const MARGIN_MS = 5 * 60_000;

/** Hands out the ID token, and a new one in time: what is followed may take longer than the hour that one is good for. */
export function createTokenSource({
  first,
  refresh,
  nowMs,
}: {
  readonly first: Tokens;
  readonly refresh: (refreshToken: string) => Promise<Tokens>;
  readonly nowMs: () => number;
}): () => Promise<string> {
  let tokens = first;
  let goodUntilMs = nowMs() + first.expiresIn * 1_000 - MARGIN_MS;
  return async () => {
    if (nowMs() >= goodUntilMs) {
      tokens = await refresh(tokens.refreshToken);
      goodUntilMs = nowMs() + tokens.expiresIn * 1_000 - MARGIN_MS;
    }
    return tokens.idToken;
  };
}
