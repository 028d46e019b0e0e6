import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { crc32c, crc32cBase64 } from './crc32c.ts';
import { createObjectStore, type ObjectStore } from './object-store.ts';
import { storageRoutes } from './storage-routes.ts';

let folder: string;
let store: ObjectStore;
let app: ReturnType<typeof storageRoutes>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-storage-'));
  store = createObjectStore({ folder });
  app = storageRoutes({ store });
  await store.createBucket({ name: 'bucket', projectId: 'p', location: 'eu', settings: {} });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const upload = (name: string, body: string, query = '') =>
  app.request(`/upload/storage/v1/b/bucket/o?uploadType=media&name=${encodeURIComponent(name)}${query}`, {
    method: 'POST',
    body,
  });
const media = (name: string, range?: string) =>
  app.request(`/b/bucket/o/${encodeURIComponent(name)}?alt=media`, range ? { headers: { range } } : {});
const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: number; message: string } }).error;

test('the sums of an object are right, also for what is appended', async () => {
  expect(crc32cBase64(crc32c(Buffer.from('123456789')))).toBe('4waSgw==');
  await store.append('bucket', 'log', '12345');
  await store.append('bucket', 'log', '6789');
  const response = await media('log');
  expect(response.headers.get('x-goog-hash')).toBe('crc32c=4waSgw==');
  expect(await response.text()).toBe('123456789');
});

test.each(['../../etc/passwd', '/abs', 'a/b c%20?#', 'é\u0000x', '..%2f..'])(
  'the object name %j is only a name',
  async (name) => {
    expect((await upload(name, 'content')).status).toBe(200);
    expect(await (await media(name)).text()).toBe('content');
    expect(await readdir(folder)).toEqual(['bucket']);
    expect((await readdir(join(folder, 'bucket'))).sort()).toEqual(['bucket.json', 'objects']);
  },
);

test.each(['', '.', '..', 'a\nb', 'x'.repeat(1_025)])('the object name %j is refused', async (name) => {
  expect((await upload(name, 'x')).status).toBe(400);
});

test.each(['..', 'UP', 'a/b', 'x', '../../x'])('the bucket name %j is refused', async (name) => {
  const response = await app.request('/b?project=p', { method: 'POST', body: JSON.stringify({ name }) });
  expect(await errorOf(response)).toMatchObject({ code: 400 });
});

test('a bucket is created once', async () => {
  const body = JSON.stringify({ name: 'bucket' });
  expect(await errorOf(await app.request('/b?project=p', { method: 'POST', body }))).toMatchObject({ code: 409 });
  expect(await errorOf(await app.request('/b/missing'))).toMatchObject({ code: 404 });
  expect(await errorOf(await app.request('/b', { method: 'POST', body: 'no json' }))).toMatchObject({ code: 400 });
});

describe('ranges', () => {
  test.each([
    ['bytes=0-2', 206, 'abc', 'bytes 0-2/6'],
    ['bytes=4-', 206, 'ef', 'bytes 4-5/6'],
    ['bytes=-2', 206, 'ef', 'bytes 4-5/6'],
    ['bytes=2-99', 206, 'cdef', 'bytes 2-5/6'],
    ['bytes=6-', 416, 'The requested range cannot be satisfied.', 'bytes */6'],
    ['bytes=3-1', 200, 'abcdef', null],
    ['lines=1-2', 200, 'abcdef', null],
  ])('%s', async (range, status, text, contentRange) => {
    await upload('o', 'abcdef');
    const response = await media('o', range);
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });
});

test('preconditions hold for writing, reading and deleting', async () => {
  const first = (await (await upload('o', '1', '&ifGenerationMatch=0')).json()) as { generation: string };
  expect((await upload('o', '2', '&ifGenerationMatch=0')).status).toBe(412);
  const second = (await (await upload('o', '2', `&ifGenerationMatch=${first.generation}`)).json()) as {
    generation: string;
  };
  expect(Number(second.generation)).toBeGreaterThan(Number(first.generation));
  expect((await app.request(`/b/bucket/o/o?generation=${first.generation}`)).status).toBe(404);
  expect((await app.request(`/b/bucket/o/o?ifGenerationMatch=${first.generation}`, { method: 'DELETE' })).status).toBe(
    412,
  );
  expect((await app.request('/b/bucket/o/o', { method: 'DELETE' })).status).toBe(204);
  expect((await app.request('/b/bucket/o/o', { method: 'DELETE' })).status).toBe(404);
});

test('objects are listed by prefix, folder and page', async () => {
  for (const name of ['a/1', 'a/2', 'b', 'c/d/e']) await upload(name, 'x');
  const list = async (query: string) => {
    const page = (await (await app.request(`/storage/v1/b/bucket/o?${query}`)).json()) as {
      items: { name: string }[];
      prefixes?: string[];
      nextPageToken?: string;
    };
    return { ...page, names: page.items.map(({ name }) => name) };
  };
  expect((await list('prefix=a/')).names).toEqual(['a/1', 'a/2']);
  expect(await list('delimiter=/')).toMatchObject({ names: ['b'], prefixes: ['a/', 'c/'] });
  const first = await list('maxResults=3');
  expect(first.names).toEqual(['a/1', 'a/2', 'b']);
  expect((await list(`maxResults=3&pageToken=${first.nextPageToken}`)).names).toEqual(['c/d/e']);
});

test('a resumable upload arrives in pieces and can be asked how far it is', async () => {
  const start = await app.request('/upload/storage/v1/b/bucket/o?uploadType=resumable&name=big', {
    method: 'POST',
    body: '{}',
  });
  const url = start.headers.get('location') ?? '';
  const put = (body: string, range: string) =>
    app.request(url, { method: 'PUT', body, headers: { 'content-range': range } });
  expect((await put('', 'bytes */*')).status).toBe(308);
  const partial = await put('abc', 'bytes 0-2/*');
  expect([partial.status, partial.headers.get('range')]).toEqual([308, 'bytes=0-2']);
  expect((await put('def', 'bytes 3-5/6')).status).toBe(200);
  expect(await (await media('big')).text()).toBe('abcdef');
  expect((await put('x', 'bytes 0-0/1')).status).toBe(404);
});

test.each(['no boundary', 'multipart/related; boundary=x'])(
  'a broken multipart upload (%s) is refused',
  async (type) => {
    const response = await app.request('/upload/storage/v1/b/bucket/o?uploadType=multipart&name=x', {
      method: 'POST',
      body: '--x\r\n\r\n{',
      headers: { 'content-type': type },
    });
    expect(response.status).toBe(400);
  },
);

test('everything is there after a restart', async () => {
  await upload('o', 'kept');
  const again = storageRoutes({ store: createObjectStore({ folder }) });
  expect(await (await again.request('/b/bucket/o/o?alt=media')).text()).toBe('kept');
});
