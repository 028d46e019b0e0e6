import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bucketOf } from '../contract/contract-target.ts';
import { CLOUD } from '../contract/current-target.ts';
import { createObjectStore, type ObjectStore } from './object-store.ts';
import { storageRoutes } from './storage-routes.ts';

interface File {
  save(data: string | Buffer, options?: object): Promise<unknown>;
  download(options?: object): Promise<[Buffer]>;
  exists(): Promise<[boolean]>;
  getMetadata(): Promise<[{ size: number; md5Hash?: string }]>;
  delete(): Promise<unknown>;
}
interface Bucket {
  exists(): Promise<[boolean]>;
  create(options?: object): Promise<unknown>;
  file(name: string): File;
  getFiles(options?: object): Promise<[{ name: string }[]]>;
}
/** The client that the functions use, of the very version that they use. */
const { Storage } = createRequire(new URL('../../../functions/package.json', import.meta.url))(
  '@google-cloud/storage',
) as {
  Storage: new (options: object) => { bucket(name: string): Bucket };
};

/** In the cloud at its own address alone. */
const WAYS = CLOUD ? (['its own address'] as const) : (['STORAGE_EMULATOR_HOST', 'apiEndpoint'] as const);
let folder: string;
let store: ObjectStore;
let server: ReturnType<typeof serve>;
let endpoint: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-storage-client-'));
  store = createObjectStore({ folder });
  server = serve({ fetch: storageRoutes({ store }).fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  const closed = once(server, 'close');
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
  await closed;
  await rm(folder, { recursive: true, force: true });
});

function client(by: (typeof WAYS)[number] | 'STORAGE_EMULATOR_HOST'): (name: string) => Bucket {
  if (CLOUD) {
    const { projectId, elsewhere } = CLOUD;
    const prefix = bucketOf(CLOUD);
    const storage = new Storage({ projectId, ...(elsewhere && { apiEndpoint: elsewhere.restUrl }) });
    return (name) => storage.bucket(`${prefix}-${name}`);
  }
  vi.stubEnv('STORAGE_EMULATOR_HOST', by === 'apiEndpoint' ? undefined : endpoint);
  const storage = new Storage({ projectId: 'demo', ...(by === 'apiEndpoint' && { apiEndpoint: endpoint }) });
  return (name) => storage.bucket(name);
}

test.each(WAYS)('the client pointed here by %s works as in the cloud', async (by) => {
  const bucket = client(by)(`bucket-${by.toLowerCase().replaceAll(/[_ ]/g, '-')}`);
  expect(await bucket.exists()).toEqual([false]);
  await bucket.create({
    location: 'europe-west1',
    iamConfiguration: { uniformBucketLevelAccess: { enabled: true } },
  });
  await expect(bucket.create()).rejects.toMatchObject({ code: 409 });
  expect(await bucket.exists()).toEqual([true]);

  const file = bucket.file('source/a b/ü%2F..x.tgz');
  const once = { resumable: false, contentType: 'application/gzip', preconditionOpts: { ifGenerationMatch: 0 } };
  expect(await file.exists()).toEqual([false]);
  await file.save('0123456789', once);
  await expect(file.save('again', once)).rejects.toMatchObject({ code: 412 });
  expect((await file.download())[0].toString()).toBe('0123456789');
  expect((await file.getMetadata())[0]).toMatchObject({ size: '10', contentType: 'application/gzip' });
  expect((await file.download({ start: 3, end: 5, validation: false }))[0].toString()).toBe('345');
  await expect(file.download({ start: 10, end: 20, validation: false })).rejects.toMatchObject({ code: 416 });
  await expect(bucket.file('missing').download()).rejects.toMatchObject({ code: 404 });

  const big = Buffer.alloc(700_000, 7);
  await bucket.file('big').save(big, { resumable: true });
  expect((await bucket.file('big').download())[0].equals(big)).toBe(true);
  expect((await bucket.getFiles({ prefix: 'source/' }))[0].map(({ name }) => name)).toEqual(['source/a b/ü%2F..x.tgz']);
  await file.delete();
  expect(await file.exists()).toEqual([false]);
});

test('a growing log is followed by ranged reads', async () => {
  const bucket = client('STORAGE_EMULATOR_HOST')('logs');
  await bucket.create();
  await store.append('logs', 'log-1.txt', 'one\n');
  const read = async (start: number) =>
    (await bucket.file('log-1.txt').download({ start, validation: false }))[0].toString();
  expect(await read(0)).toBe('one\n');
  await store.append('logs', 'log-1.txt', 'zwö\n');
  expect(await read(4)).toBe('zwö\n');
  expect((await bucket.file('log-1.txt').download())[0].toString()).toBe('one\nzwö\n');
});
