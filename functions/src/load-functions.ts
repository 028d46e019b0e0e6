import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { deleteLoadSchedule as deleteSchedule } from './callables/delete-load-schedule.ts';
import { saveLoadSchedule as saveSchedule } from './callables/save-load-schedule.ts';
import { setLoadBaseline as setBaseline } from './callables/set-load-baseline.ts';
import { startLoadTest as start } from './callables/start-load-test.ts';
import { background, everyMinute, log, now, queues, sleep, stores } from './composition.ts';
import { idTokenHeader } from './gcp/id-token.ts';
import { listRunMetrics, readSeries } from './gcp/run-metrics.ts';
import { conductLoadTest as conduct } from './load-tests/conduct-load-test.ts';
import { fanOutLoadTests as fanOut } from './load-tests/fan-out-load-tests.ts';
import { conductTask, LOAD_TASK_SECONDS, shardTask } from './load-tests/load-queue.ts';
import { runLoadShard as runShard } from './load-tests/run-load-shard.ts';
import { stopLoadTest as stop } from './load-tests/stop-load-test.ts';
import { createWakeParent } from './load-tests/wake-parent.ts';
import { observeLoadTests as observe } from './observations/observe-load-tests.ts';
import { readConfig } from './platform/config.ts';
import { defineCallable } from './platform/define-callable.ts';

const { loadQueue: queue } = queues;
const wakeParent = createWakeParent(queues);

export const startLoadTest = defineCallable('startLoadTest', { replayProtected: true }, ({ request, caller }) =>
  start({ request, caller }, { ...stores(), queue, now, log }),
);

export const stopLoadTest = defineCallable('stopLoadTest', {}, async ({ request }) => {
  const { id, status } = await stop(request.loadTestId, { ...stores(), queue });
  return { loadTestId: id, status };
});

export const setLoadBaseline = defineCallable('setLoadBaseline', {}, ({ request }) =>
  setBaseline({ request, ...stores() }),
);

export const saveLoadSchedule = defineCallable('saveLoadSchedule', {}, ({ request, caller }) =>
  saveSchedule({ request, caller, ...stores(), now: now() }),
);

export const deleteLoadSchedule = defineCallable('deleteLoadSchedule', {}, ({ request }) =>
  deleteSchedule({ request, ...stores() }),
);

export const conductLoadTest = onTaskDispatched(
  {
    ...background,
    timeoutSeconds: LOAD_TASK_SECONDS,
    maxInstances: 20,
    // Longer than the lease that a dead conductor leaves; after that the fan-out calls the next one.
    retryConfig: { maxAttempts: 3, minBackoffSeconds: 25 },
    rateLimits: { maxConcurrentDispatches: 40 },
  },
  async ({ data }) => {
    const { tests, shards, deployments } = stores();
    await conduct(conductTask.parse(data).loadTestId, {
      tests,
      shards,
      queue,
      liveRevision: async ({ target }) =>
        (await deployments.service(target.region, target.agent.name))?.current?.revision ?? null,
      wakeParent,
      sleep,
      now,
      log,
    });
  },
);

export const runLoadShard = onTaskDispatched(
  {
    ...background,
    memory: '1GiB',
    // A whole core, and a process to itself: a shard that shares either measures its neighbour.
    cpu: 1,
    concurrency: 1,
    timeoutSeconds: LOAD_TASK_SECONDS,
    maxInstances: 40,
    retryConfig: { maxAttempts: 3, minBackoffSeconds: 5 },
    rateLimits: { maxConcurrentDispatches: 40 },
  },
  ({ data }) => runShard(shardTask.parse(data), { ...stores(), authorize: idTokenHeader, sleep, now, log }),
);

export const fanOutLoadTests = onSchedule(everyMinute, () => fanOut({ ...stores(), queue, now, log }));

export const observeLoadTests = onSchedule(
  // A slow look must not be cut off, nor wait for the one before.
  { ...everyMinute, timeoutSeconds: 120, maxInstances: 2 },
  () => {
    const { projectId } = readConfig();
    const { observations } = stores();
    const cloud = { listRunMetrics: () => listRunMetrics(projectId), readSeries };
    return observe({ projectId, observations, ...cloud, sleep, now, log });
  },
);
