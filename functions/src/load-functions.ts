import { setTimeout as sleep } from 'node:timers/promises';
import { FUNCTIONS_REGION } from '@proving-ground/shared';
import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { deleteLoadSchedule as deleteSchedule } from './callables/delete-load-schedule.ts';
import { saveLoadSchedule as saveSchedule } from './callables/save-load-schedule.ts';
import { setLoadBaseline as setBaseline } from './callables/set-load-baseline.ts';
import { startLoadTest as start } from './callables/start-load-test.ts';
import { stopLoadTest as stop } from './callables/stop-load-test.ts';
import { createWakeSearch } from './capacity/capacity-queue.ts';
import { createWake } from './deployments/wake-queue.ts';
import { idTokenHeader } from './gcp/id-token.ts';
import { listRunMetrics, readSeries } from './gcp/run-metrics.ts';
import { conductLoadTest as conduct } from './load-tests/conduct-load-test.ts';
import { fanOutLoadTests as fanOut } from './load-tests/fan-out-load-tests.ts';
import { conductTask, createLoadQueue, LOAD_TASK_SECONDS, shardTask } from './load-tests/load-queue.ts';
import { runLoadShard as runShard } from './load-tests/run-load-shard.ts';
import { createWakeParent } from './load-tests/wake-parent.ts';
import { observeLoadTests as observe } from './observations/observe-load-tests.ts';
import { FUNCTIONS_ACCOUNT, readConfig } from './platform/config.ts';
import { defineCallable } from './platform/define-callable.ts';
import { cloudLog as log } from './platform/log.ts';
import { createDeploymentStore } from './store/deployment-store.ts';
import { firestore } from './store/firestore.ts';
import { createLoadScheduleStore } from './store/load-schedule-store.ts';
import { createLoadShardStore } from './store/load-shard-store.ts';
import { createLoadTestStore } from './store/load-test-store.ts';
import { createObservationStore } from './store/observation-store.ts';
import { createSettingsStore } from './store/settings-store.ts';

const now = () => new Date();
const queue = createLoadQueue({ log });
const wakeParent = createWakeParent({
  wakeDeployment: createWake({ log, now }),
  wakeSearch: createWakeSearch({ log, now }),
});
const background = { region: FUNCTIONS_REGION, serviceAccount: FUNCTIONS_ACCOUNT } as const;
const stores = () => {
  const db = firestore();
  return {
    tests: createLoadTestStore(db),
    shards: createLoadShardStore(db),
    schedules: createLoadScheduleStore(db),
    deployments: createDeploymentStore(db),
    settings: createSettingsStore(db),
  };
};

export const startLoadTest = defineCallable('startLoadTest', { replayProtected: true }, ({ request, caller }) =>
  start({ request, caller }, { ...stores(), queue, now, log }),
);

export const stopLoadTest = defineCallable('stopLoadTest', {}, ({ request }) => stop({ request, ...stores(), queue }));

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
    memory: '512MiB',
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
      sleep: (ms) => sleep(ms),
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
  async ({ data }) => {
    const task = shardTask.parse(data);
    await runShard(task, { ...stores(), authorize: idTokenHeader, sleep: (ms) => sleep(ms), now, log });
  },
);

export const fanOutLoadTests = onSchedule(
  { ...background, memory: '512MiB', schedule: 'every 1 minutes', timeZone: 'Etc/UTC', maxInstances: 1 },
  () => fanOut({ ...stores(), queue, now, log }),
);

export const observeLoadTests = onSchedule(
  {
    ...background,
    memory: '512MiB',
    schedule: 'every 1 minutes',
    timeZone: 'Etc/UTC',
    // A slow look must not be cut off, nor wait for the one before.
    timeoutSeconds: 120,
    maxInstances: 2,
  },
  () => {
    const { projectId } = readConfig();
    return observe({
      projectId,
      observations: createObservationStore(firestore()),
      listRunMetrics: () => listRunMetrics(projectId),
      readSeries,
      sleep: (ms) => sleep(ms),
      now,
      log,
    });
  },
);
