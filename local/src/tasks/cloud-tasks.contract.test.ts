import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFunctions } from 'firebase-admin/functions';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallFunction } from '../functions-host/call-function.ts';
import type { FunctionManifest } from '../functions-host/function-manifest.ts';
import { type CloudTasks, createCloudTasks } from './cloud-tasks.ts';

const projectId = 'demo-tasks';
const manifest: FunctionManifest = [
  {
    name: 'work',
    region: 'europe-west4',
    trigger: {
      kind: 'task',
      retryConfig: {
        maxAttempts: 3,
        maxRetrySeconds: null,
        minBackoffSeconds: 0.05,
        maxBackoffSeconds: 1,
        maxDoublings: 1,
      },
      rateLimits: { maxConcurrentDispatches: 5, maxDispatchesPerSecond: 100 },
      ownInstances: null,
    },
  },
];

interface Arrival {
  readonly atMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
}

let folder: string;
const open: { readonly server: Server; readonly tasks: CloudTasks }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-cloud-tasks-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const { server, tasks } of open.splice(0)) {
    await tasks.stop();
    server.close();
    server.closeAllConnections();
  }
  await rm(folder, { recursive: true, force: true });
});

/** The queue behind a real port, a function that answers with the given statuses in turn, and the Admin SDK. */
async function startQueue(statuses: readonly number[] = [], file = join(folder, 'tasks.sqlite')) {
  const arrivals: Arrival[] = [];
  const answers = [...statuses];
  const callFunction: CallFunction = async ({ headers, body }) => {
    const { data } = JSON.parse(Buffer.from(body).toString()) as { readonly data: unknown };
    arrivals.push({ atMs: Date.now(), headers, data });
    return answers.shift() ?? 204;
  };
  const tasks = createCloudTasks({ file, projectId, callFunction, clock: { now: Date.now }, onLine: () => undefined });
  const listener = getRequestListener(tasks.routes.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({ server, tasks });
  tasks.serve(manifest);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
  vi.stubEnv('CLOUD_TASKS_EMULATOR_HOST', `127.0.0.1:${address.port}`);
  return { arrivals, tasks, server };
}

async function withQueue<T>(
  use: (queue: ReturnType<ReturnType<typeof getFunctions>['taskQueue']>) => Promise<T>,
): Promise<T> {
  const app = initializeApp({ projectId }, `app-${Math.random()}`);
  try {
    return await use(getFunctions(app).taskQueue('locations/europe-west4/functions/work'));
  } finally {
    await deleteApp(app);
  }
}

test('a task of the Admin SDK reaches its function with its data and the headers that handlers read', async () => {
  const { arrivals } = await startQueue();
  await withQueue((queue) => queue.enqueue({ step: 1 }, { id: 'one', headers: { 'x-own': 'yes' } }));
  await vi.waitFor(() => expect(arrivals).toHaveLength(1));
  expect(arrivals[0]).toMatchObject({
    data: { step: 1 },
    headers: {
      'x-cloudtasks-queuename': 'work',
      'x-cloudtasks-taskname': 'one',
      'x-cloudtasks-taskretrycount': '0',
      'x-cloudtasks-taskexecutioncount': '0',
      'x-own': 'yes',
      authorization: expect.stringMatching(/^Bearer [\w-]+\.[\w-]+\.$/),
    },
  });
});

test('a task with a delay waits for it', async () => {
  const { arrivals } = await startQueue();
  const askedAtMs = Date.now();
  await withQueue((queue) => queue.enqueue({}, { scheduleDelaySeconds: 1 }));
  await vi.waitFor(() => expect(arrivals).toHaveLength(1), { timeout: 5_000 });
  expect((arrivals[0]?.atMs ?? 0) - askedAtMs).toBeGreaterThanOrEqual(990);
});

test('the same id a second time is refused, also after the task is done', async () => {
  const { arrivals } = await startQueue();
  await withQueue(async (queue) => {
    await queue.enqueue({}, { id: 'once' });
    await vi.waitFor(() => expect(arrivals).toHaveLength(1));
    await expect(queue.enqueue({}, { id: 'once' })).rejects.toMatchObject({ code: 'functions/task-already-exists' });
  });
  expect(arrivals).toHaveLength(1);
});

test('a failing task is tried as often as the function says, and told so', async () => {
  const { arrivals } = await startQueue([500, 503, 500, 500]);
  await withQueue((queue) => queue.enqueue({}, { id: 'bad' }));
  await vi.waitFor(() => expect(arrivals).toHaveLength(3));
  expect(arrivals.map(({ headers }) => headers['x-cloudtasks-taskretrycount'])).toEqual(['0', '1', '2']);
  expect(arrivals[2]?.headers['x-cloudtasks-taskpreviousresponse']).toBe('503');
  // A fourth attempt would come within a tenth of a second: a later task that ran shows that it did not.
  await withQueue((queue) => queue.enqueue({}, { id: 'after', scheduleDelaySeconds: 1 }));
  await vi.waitFor(() => expect(arrivals.at(-1)?.headers['x-cloudtasks-taskname']).toBe('after'), { timeout: 5_000 });
  expect(arrivals).toHaveLength(4);
});

test('a task that waits survives a restart and runs once', async () => {
  const first = await startQueue();
  await withQueue((queue) => queue.enqueue({ kept: true }, { id: 'kept', scheduleDelaySeconds: 1 }));
  const { tasks } = open.splice(0)[0] ?? {};
  await tasks?.stop();
  first.server.close();
  first.server.closeAllConnections();
  const second = await startQueue();
  await vi.waitFor(() => expect(second.arrivals).toMatchObject([{ data: { kept: true } }]), { timeout: 5_000 });
  expect(first.arrivals).toEqual([]);
});

test('a deleted task does not run, and deleting it again is harmless', async () => {
  const { arrivals } = await startQueue();
  await withQueue(async (queue) => {
    await queue.enqueue({}, { id: 'gone', scheduleDelaySeconds: 1 });
    await queue.delete('gone');
    // The SDK takes "not found" for success.
    await queue.delete('gone');
    await queue.enqueue({}, { id: 'other', scheduleDelaySeconds: 2 });
  });
  await vi.waitFor(() => expect(arrivals).toHaveLength(1), { timeout: 5_000 });
  expect(arrivals[0]?.headers['x-cloudtasks-taskname']).toBe('other');
});

test('a queue that no function has is not there', async () => {
  await startQueue();
  const app = initializeApp({ projectId }, 'elsewhere');
  const enqueue = getFunctions(app).taskQueue('locations/us-central1/functions/work').enqueue({});
  await expect(enqueue).rejects.toMatchObject({ code: 'functions/not-found' });
  await deleteApp(app);
});
