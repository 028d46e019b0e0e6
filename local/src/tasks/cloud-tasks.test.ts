import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { createCloudTasks } from './cloud-tasks.ts';

const QUEUE = '/projects/demo/locations/europe-west4/queues/work';

test('a task that the disk does not take is our failure, not that of who asked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pg-tasks-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'tasks.sqlite');
  const callFunction = async () => 200;
  const tasks = createCloudTasks({ file, projectId: 'demo', callFunction, clock: Date, onLine: () => undefined });
  onTestFinished(() => tasks.stop());
  const retryConfig = {
    maxAttempts: 1,
    maxRetrySeconds: null,
    minBackoffSeconds: 1,
    maxBackoffSeconds: 1,
    maxDoublings: 1,
  };
  const rateLimits = { maxConcurrentDispatches: 1, maxDispatchesPerSecond: 1 };
  tasks.serve([
    { name: 'work', region: 'europe-west4', trigger: { kind: 'task', retryConfig, rateLimits, ownInstances: null } },
  ]);
  const body = JSON.stringify({ task: { httpRequest: { url: '', body: 'e30=', headers: {} } } });
  const create = async () => (await tasks.routes.request(`${QUEUE}/tasks`, { method: 'POST', body })).status;
  using other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  expect(await create()).toBe(500);
  other.exec('ROLLBACK');
  expect(await create()).toBe(200);
});
