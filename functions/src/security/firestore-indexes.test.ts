import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const file = z.strictObject({
  indexes: z.array(
    z.strictObject({
      collectionGroup: z.string(),
      queryScope: z.enum(['COLLECTION', 'COLLECTION_GROUP']),
      fields: z
        .array(
          z.union([
            z.strictObject({ fieldPath: z.string(), order: z.enum(['ASCENDING', 'DESCENDING']) }),
            z.strictObject({ fieldPath: z.string(), arrayConfig: z.literal('CONTAINS') }),
          ]),
        )
        // Firestore keeps those of one field itself and refuses to be told.
        .min(2),
    }),
  ),
  fieldOverrides: z.array(
    z.strictObject({
      collectionGroup: z.string(),
      fieldPath: z.string(),
      ttl: z.literal(true).optional(),
      indexes: z.array(z.unknown()),
    }),
  ),
});

async function content() {
  return file.parse(JSON.parse(await readFile(new URL('../../../firestore.indexes.json', import.meta.url), 'utf8')));
}

async function indexes() {
  return (await content()).indexes;
}

const written = (collection: string, fields: readonly (readonly [string, string])[]) =>
  `${collection}: ${fields.map(([path, order]) => `${path} ${order}`).join(', ')}`;

describe('the composite indexes', () => {
  // The emulator answers without any; the real Firestore refuses the query.
  test.each([
    [
      'what is overdue',
      'deployments',
      [
        ['status', 'ASCENDING'],
        ['nextLookAt', 'ASCENDING'],
      ],
    ],
    [
      'what is overdue of searches',
      'capacitySearches',
      [
        ['status', 'ASCENDING'],
        ['nextLookAt', 'ASCENDING'],
      ],
    ],
    [
      'the history by status',
      'deployments',
      [
        ['status', 'ASCENDING'],
        ['createdAt', 'DESCENDING'],
      ],
    ],
    [
      'the load tests by status',
      'loadTests',
      [
        ['status', 'ASCENDING'],
        ['createdAt', 'DESCENDING'],
      ],
    ],
    [
      'the load tests of a service',
      'loadTests',
      [
        ['target.agent.name', 'ASCENDING'],
        ['createdAt', 'DESCENDING'],
      ],
    ],
    [
      'the load tests of a service by status',
      'loadTests',
      [
        ['status', 'ASCENDING'],
        ['target.agent.name', 'ASCENDING'],
        ['createdAt', 'DESCENDING'],
      ],
    ],
    [
      'webhooks that wait',
      'notifications',
      [
        ['webhook.status', 'ASCENDING'],
        ['createdAt', 'ASCENDING'],
      ],
    ],
    [
      "a person's chats",
      'chats',
      [
        ['ownerUid', 'ASCENDING'],
        ['updatedAt', 'DESCENDING'],
      ],
    ],
    [
      'what people thought of a release',
      'answerFeedback',
      [
        ['revision', 'ASCENDING'],
        ['at', 'DESCENDING'],
      ],
    ],
  ] as const)('cover %s', async (_what, collection, fields) => {
    const all = (await indexes()).map((index) =>
      written(
        index.collectionGroup,
        index.fields.map((field) => [field.fieldPath, 'order' in field ? field.order : field.arrayConfig] as const),
      ),
    );
    expect(all).toContain(written(collection, fields));
  });

  test('are each there once', async () => {
    const all = (await indexes()).map((index) => JSON.stringify(index));
    expect(all).toEqual([...new Set(all)]);
  });
});

test('what was said in chats, what alerted and who was told go by themselves', async () => {
  const { fieldOverrides } = await content();
  const kept = fieldOverrides
    .filter(({ ttl }) => ttl)
    .map(({ collectionGroup, fieldPath }) => `${collectionGroup}.${fieldPath}`);
  expect(kept).toEqual([
    'chats.expiresAt',
    'turns.expiresAt',
    'sessions.expiresAt',
    'events.expiresAt',
    'incidents.expiresAt',
    'notifications.expiresAt',
    'mail.expiresAt',
  ]);
});
