import { once } from 'node:events';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RevisionLog } from '../logging/create-logs.ts';
import { type Front, startFront } from './front.ts';
import { InstancePool } from './instance-pool.ts';
import { firstRecord } from './next-record.ts';
import { RevisionMeter } from './revision-meter.ts';
import { serveRequest } from './serve-request.ts';
import type { ServiceRecord } from './service-record.ts';
import { BY_REVISION } from './wire.ts';

const CALLER = 'caller@example.com';
const fresh = { at: '2026-11-24T10:00:00.000Z', uuid: () => 'uid', suffix: () => 'abc' };
const created = firstRecord(
  'projects/p/locations/l/services/zoo',
  { template: { revision: 'zoo-one', timeout: { seconds: '600' } } },
  fresh,
);
const record: ServiceRecord = {
  ...created,
  served: [{ type: BY_REVISION, revision: 'zoo-one', percent: 100 }],
  revisions: created.revisions.map((revision) => ({ ...revision, state: 'ready' })),
  policy: { version: 1, bindings: [{ role: 'roles/run.invoker', members: [`user:${CALLER}`] }] },
};

/** Takes requests and never answers. */
let silent: Server;
let reached: number;
let pool: InstancePool;
let meter: RevisionMeter;
let front: Front;
let statuses: number[];
let check: { readonly begun: PromiseWithResolvers<void>; readonly done: PromiseWithResolvers<void> };

beforeEach(async () => {
  reached = 0;
  statuses = [];
  check = { begun: Promise.withResolvers(), done: Promise.withResolvers() };
  silent = createServer(() => {
    reached += 1;
  });
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  meter = new RevisionMeter({ limits: { cpuCount: 1, memoryBytes: 1 }, alwaysBilled: false });
  pool = new InstancePool({
    settings: { concurrency: 1, minInstances: 0, maxInstances: 1, idleMs: 60_000 },
    startupMs: 1,
    meter,
    readUsage: async () => new Map(),
    start: () =>
      Promise.resolve({ id: 'i', pid: 1, port, exited: new Promise(() => undefined), stop: () => Promise.resolve() }),
  });
  await pool.warm();
  const log: RevisionLog = {
    request: ({ httpRequest }) => void statuses.push(httpRequest.status),
    platform: () => undefined,
    output: () => ({ write: () => undefined, end: () => undefined }),
    remove: () => Promise.resolve(),
  };
  const context = {
    identity: {
      verifyIdToken: async () => {
        check.begun.resolve();
        await check.done.promise;
        return { email: CALLER };
      },
    },
    random: () => 0,
    runtime: { poolOf: () => pool, logOf: () => log, meterOf: () => meter },
  };
  front = await startFront({
    port: 0,
    name: 'zoo',
    report: () => undefined,
    handle: (request, response) => serveRequest({ record, tag: null, request, response }, context),
  });
});
afterEach(async () => {
  await front[Symbol.asyncDispose]();
  await pool[Symbol.asyncDispose]();
  const closed = once(silent, 'close');
  silent.close();
  silent.closeAllConnections();
  await closed;
});

const call = () => {
  const client = httpRequest({ host: '127.0.0.1', port: front.port, headers: { authorization: 'Bearer a.b.c' } });
  client.on('error', () => undefined);
  client.end();
  return client;
};

test('a client that goes while its token is being checked reaches no instance and holds no place on one', async () => {
  const client = call();
  await check.begun.promise;
  const closed = new Promise((resolve) => client.once('close', resolve));
  client.destroy();
  await closed;
  // The front has heard of it once another connection, begun later, was served.
  await (await fetch(`http://127.0.0.1:${front.port}`)).text();
  check.done.resolve();
  await vi.waitFor(() => expect(statuses).toContain(499));
  expect(reached).toBe(0);
  (await pool.acquire(AbortSignal.timeout(1_000))).release();
});

test('a client that goes while it waits for a place leaves it to the next', async () => {
  check.done.resolve();
  const first = await pool.acquire(AbortSignal.timeout(1_000));
  const client = call();
  await vi.waitFor(() => expect(pool.waitingCount).toBe(1));
  client.destroy();
  await vi.waitFor(() => expect(pool.waitingCount).toBe(0));
  expect(statuses).toEqual([499]);
  first.release();
  (await pool.acquire(AbortSignal.timeout(1_000))).release();
  expect(reached).toBe(0);
});

test('a client that goes while it is served is heard by the instance at once, and its place is free', async () => {
  check.done.resolve();
  const closed = Promise.withResolvers<number>();
  silent.once('request', (_request, response) => response.once('close', () => closed.resolve(performance.now())));
  const client = call();
  await vi.waitFor(() => expect(reached).toBe(1));
  const goneAtMs = performance.now();
  client.destroy();
  expect((await closed.promise) - goneAtMs).toBeLessThan(300);
  (await pool.acquire(AbortSignal.timeout(1_000))).release();
});
