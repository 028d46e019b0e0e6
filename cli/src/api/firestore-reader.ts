import { z } from 'zod';
import type { ApiClient, ListQuery } from './api-client.ts';
import { failureOfAnswer, unanswered } from './client-failure.ts';
import { plainFields } from './firestore-value.ts';
import { bodyOf, requestJson, send } from './request.ts';

const queryAnswer = z.array(z.object({ document: z.unknown().optional() }));

/** Reads documents over Firestore's REST API as the caller, under the rules.
 * @see https://firebase.google.com/docs/firestore/reference/rest/v1/projects.databases.documents/runQuery */
export function createFirestoreReader({
  documentsUrl,
  token,
}: {
  /** `…/databases/(default)/documents` */
  readonly documentsUrl: string;
  readonly token: () => Promise<string>;
}): Pick<ApiClient, 'read' | 'list'> {
  return {
    read: async (path) => {
      const doing = `Reading ${path}`;
      const response = await send({ doing, url: `${documentsUrl}/${path}`, token: await token() });
      const body = await bodyOf(doing, response);
      if (response.ok) return understood(doing, () => plainFields(body));
      if (response.status === 404 && isFirestoreError(body)) return null;
      throw failureOfAnswer(doing, { httpStatus: response.status, body });
    },
    list: async (collection, query) => {
      const doing = `Reading ${collection}`;
      const url = `${documentsUrl}:runQuery`;
      const body = { structuredQuery: structuredQuery(collection, query) };
      const answer = await requestJson({ doing, url, body, token: await token() });
      return understood(doing, () =>
        queryAnswer.parse(answer).flatMap(({ document }) => (document === undefined ? [] : [plainFields(document)])),
      );
    },
  };
}

function structuredQuery(collectionId: string, query: ListQuery) {
  const { newestFirst, createdBefore, limit } = query;
  const filters = fieldFilters(query);
  return {
    from: [{ collectionId }],
    ...(filters.length > 0 && { where: { compositeFilter: { op: 'AND', filters } } }),
    ...(newestFirst && { orderBy: [{ field: { fieldPath: 'createdAt' }, direction: 'DESCENDING' }] }),
    ...(createdBefore !== undefined && { startAt: { values: [{ stringValue: createdBefore }], before: false } }),
    ...(limit !== undefined && { limit }),
  };
}

function fieldFilters({ where, has }: ListQuery) {
  const filter = (fieldPath: string, op: string, value: unknown) => ({
    fieldFilter: { field: { fieldPath }, op, value },
  });
  return [
    ...(where
      ? [filter(where.field, 'IN', { arrayValue: { values: where.in.map((text) => ({ stringValue: text })) } })]
      : []),
    ...(has ? [filter(has.field, 'ARRAY_CONTAINS', { stringValue: has.value })] : []),
  ];
}

/** Whatever else answers with 404 does not speak for Firestore. */
function isFirestoreError(body: unknown): boolean {
  return z.object({ error: z.object({ status: z.literal('NOT_FOUND') }) }).safeParse(body).success;
}

function understood<T>(doing: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unanswered('UNEXPECTED_ANSWER', `${doing}: the answer is not what Firestore sends.`, error);
  }
}
