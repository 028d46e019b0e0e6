import { Failure } from '@proving-ground/shared';
import { expect, inject, test } from 'vitest';
import { answers, loopbackServer } from '../testing/loopback-server.ts';
import { createFirestoreReader } from './firestore-reader.ts';

/** Written by global setup of the contract tests. */
declare module 'vitest' {
  interface ProvidedContext {
    readonly firestoreHost: string;
  }
}

/** The emulator lets this one past the rules. */
const token = async () => 'owner';

function emulatedDocuments(name: string): string {
  return `http://${inject('firestoreHost')}/v1/projects/demo-cli-${name}-${process.pid}/databases/(default)/documents`;
}

async function write(documentsUrl: string, path: string, fields: unknown): Promise<void> {
  const response = await fetch(`${documentsUrl}/${path}`, {
    method: 'PATCH',
    headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
    body: JSON.stringify({ fields }),
  });
  expect(response.status).toBe(200);
}

const text = (stringValue: string) => ({ stringValue });

test('a document comes as plain values, whatever is in it', async () => {
  const documentsUrl = emulatedDocuments('read');
  await write(documentsUrl, 'things/one', {
    ...{ text: text('a'), whole: { integerValue: '7' }, part: { doubleValue: 0.5 }, no: { nullValue: null } },
    ...{ yes: { booleanValue: true }, emptyList: { arrayValue: {} }, emptyMap: { mapValue: {} } },
    list: { arrayValue: { values: [{ integerValue: '1' }, { mapValue: { fields: { deep: text('b') } } }] } },
  });
  const reader = createFirestoreReader({ documentsUrl, token });
  expect(await reader.read('things/one')).toEqual({
    ...{ text: 'a', whole: 7, part: 0.5, no: null, yes: true, emptyList: [], emptyMap: {} },
    list: [1, { deep: 'b' }],
  });
  expect(await reader.read('things/two')).toBeNull();
});

test('a list is filtered, newest first and no longer than asked for', async () => {
  const documentsUrl = emulatedDocuments('list');
  for (const [id, status, createdAt] of [
    ['a', 'running', '2026-03-01'],
    ['b', 'failed', '2026-03-02'],
    ['c', 'running', '2026-03-03'],
    ['d', 'starting', '2026-03-04'],
  ] as const) {
    await write(documentsUrl, `tests/${id}`, { id: text(id), status: text(status), createdAt: text(createdAt) });
  }
  const reader = createFirestoreReader({ documentsUrl, token });
  const ids = async (...query: Parameters<typeof reader.list>) => (await reader.list(...query)).map(({ id }) => id);
  expect(await ids('tests', {})).toEqual(['a', 'b', 'c', 'd']);
  expect(await ids('tests', { newestFirst: true, limit: 3 })).toEqual(['d', 'c', 'b']);
  expect(await ids('tests', { newestFirst: true, createdBefore: '2026-03-03', limit: 3 })).toEqual(['b', 'a']);
  const where = { field: 'status', in: ['starting', 'running'] };
  expect(await ids('tests', { newestFirst: true, where })).toEqual(['d', 'c', 'a']);
  expect(await ids('nothing', {})).toEqual([]);
  for (const [id, words] of [
    ['w1', ['gate', 'failed']],
    ['w2', ['gate']],
  ] as const) {
    const values = words.map(text);
    const status = text('running');
    await write(documentsUrl, `words/${id}`, { id: text(id), status, words: { arrayValue: { values } } });
  }
  const has = { field: 'words', value: 'failed' };
  expect(await ids('words', { has })).toEqual(['w1']);
  expect(await ids('words', { has: { ...has, value: 'gate' }, where })).toEqual(['w1', 'w2']);
});

test.each([
  ['another 404 than of Firestore', 404, '<html>', 'NOT_DEPLOYED'],
  ['a refusal of the rules', 403, { error: { status: 'PERMISSION_DENIED' } }, 'ROLE_MISSING'],
  ['a refusal in a list', 403, [{ error: { status: 'PERMISSION_DENIED' } }], 'ROLE_MISSING'],
  ['something else than documents', 200, { fields: 7 }, 'UNEXPECTED_ANSWER'],
])('%s is told', async (_, status, body, reason) => {
  const server = await loopbackServer(answers(status, body));
  const reader = createFirestoreReader({ documentsUrl: `${server.url}/documents`, token });
  for (const reading of [() => reader.read('things/one'), () => reader.list('things', {})]) {
    const failure = await reading().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ record: { reason } });
  }
  expect(server.received.map(({ authorization }) => authorization)).toEqual(['Bearer owner', 'Bearer owner']);
});
