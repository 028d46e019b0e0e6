import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { SessionStoreError } from '../session-errors.ts';
import type { FirestoreFields } from './firestore-value.ts';

export interface StoredDocument {
  /** `projects/…/documents/…` */
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly updateTime: string;
}

/** One write of a commit.
 * https://firebase.google.com/docs/firestore/reference/rest/v1/Write */
export type Write =
  | {
      readonly update: { readonly name: string; readonly fields: FirestoreFields };
      readonly updateMask?: { readonly fieldPaths: readonly string[] };
      readonly currentDocument?: { readonly exists: boolean } | { readonly updateTime: string };
    }
  | { readonly delete: string };

export interface FirestoreRest {
  /** `projects/…/documents`, without a slash at the end. */
  readonly root: string;
  /** In the order asked for; null for what is not there. @throws SessionStoreError */
  get(names: readonly string[]): Promise<readonly (StoredDocument | null)[]>;
  /** @throws SessionStoreError */
  query(parent: string, structuredQuery: object): Promise<readonly StoredDocument[]>;
  /** All writes or none; gives the instant of each, empty for a deletion. @throws SessionStoreError */
  commit(writes: readonly Write[]): Promise<readonly string[]>;
}

const REQUEST_TIMEOUT_MS = 10_000;
/** Others were writing the same documents; nothing was applied. */
const CONTENTION = 'ABORTED';
const CONTENTION_PAUSES_MS = [40, 120, 360];

const storedDocument = z.object({
  name: z.string(),
  fields: z.record(z.string(), z.unknown()).default({}),
  updateTime: z.string(),
});
const getAnswer = z.array(z.object({ found: storedDocument.optional(), missing: z.string().optional() }));
const queryAnswer = z.array(z.object({ document: storedDocument.optional() }));
const commitAnswer = z.object({ writeResults: z.array(z.object({ updateTime: z.string().default('') })).default([]) });
const errorBody = z.object({ error: z.object({ status: z.string(), message: z.string() }) });
// An error in a streamed answer comes as the first element of its array.
const errorAnswer = z.union([
  errorBody,
  z
    .array(errorBody)
    .nonempty()
    .transform(([first]) => first),
]);

/**
 * The four calls of Firestore's REST API that sessions need. Google's own client is no choice here: bundled, it is larger
 * than the whole agent, and every cold start would load it.
 */
export const createFirestoreRest = ({
  projectId,
  baseUrl,
  authorize,
}: {
  readonly projectId: string;
  readonly baseUrl: string;
  /** Gives the `Authorization` value. */
  readonly authorize: () => Promise<string>;
}): FirestoreRest => {
  const root = `projects/${projectId}/databases/(default)/documents`;

  const post = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`${baseUrl}/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: await authorize() },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    }).catch((error: unknown) => {
      throw new SessionStoreError('UNAVAILABLE', 'Firestore could not be reached', { cause: error });
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    const { data } = errorAnswer.safeParse(answer);
    throw new SessionStoreError(data?.error.status ?? `HTTP_${response.status}`, data?.error.message ?? 'no reason');
  };

  const commit = async (writes: readonly Write[]): Promise<readonly string[]> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const { writeResults } = commitAnswer.parse(await post(`${root}:commit`, { writes }));
        return writeResults.map(({ updateTime }) => updateTime);
      } catch (error) {
        const pauseMs = CONTENTION_PAUSES_MS[attempt];
        const isContention = error instanceof SessionStoreError && error.status === CONTENTION;
        if (!isContention || pauseMs === undefined) throw error;
        await sleep(pauseMs);
      }
    }
  };

  return {
    root,
    commit,
    get: async (names) => {
      const answer = getAnswer.parse(await post(`${root}:batchGet`, { documents: names }));
      const found = new Map(answer.flatMap((one) => (one.found ? [[one.found.name, one.found] as const] : [])));
      return names.map((name) => found.get(name) ?? null);
    },
    query: async (parent, structuredQuery) =>
      queryAnswer
        .parse(await post(`${parent}:runQuery`, { structuredQuery }))
        .flatMap(({ document }) => document ?? []),
  };
};
