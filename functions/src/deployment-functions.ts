import { onMessagePublished } from 'firebase-functions/pubsub';
import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { cancelDeployment as cancel } from './callables/cancel-deployment.ts';
import { deleteDeployment as remove } from './callables/delete-deployment.ts';
import { followBuildLog as follow } from './callables/follow-build-log.ts';
import { preflight as checkProject } from './callables/preflight.ts';
import { rollbackRelease as rollbackEverywhere } from './callables/rollback-release.ts';
import { saveAgentVersion as saveVersion } from './callables/save-agent-version.ts';
import { startDeployment as start } from './callables/start-deployment.ts';
import { startRelease as startEverywhere } from './callables/start-release.ts';
import { createPause } from './callables/stream-clock.ts';
import { switchPair } from './callables/switch-pair.ts';
import { background, everyMinute, log, now, nowMs, queues, stores } from './composition.ts';
import { advanceDeployment as advance } from './deployments/advance-deployment.ts';
import { observeCloud } from './deployments/observe-cloud.ts';
import { performEffect } from './deployments/perform-effect.ts';
import { sweepDeployments as sweep } from './deployments/sweep-deployments.ts';
import { wakeForBuild } from './deployments/wake-for-build.ts';
import { wakeTask } from './deployments/wake-queue.ts';
import { readLogFrom } from './gcp/build-log-object.ts';
import { readConfig } from './platform/config.ts';
import { defineCallable } from './platform/define-callable.ts';
import { assessProject } from './preflight/assess-project.ts';
import { observeProject } from './preflight/observe-project.ts';

const { wakeDeployment: wake, loadQueue: queue } = queues;

export const startDeployment = defineCallable('startDeployment', { replayProtected: true }, ({ request, caller }) =>
  start({ request, caller, ...stores(), wake, now: now(), log }),
);

export const startRelease = defineCallable('startRelease', { replayProtected: true }, ({ request, caller }) =>
  startEverywhere({ request, caller, ...stores(), wake, now: now(), log }),
);

export const cancelDeployment = defineCallable('cancelDeployment', {}, ({ request }) =>
  cancel({ request, ...stores(), wake, now: now() }),
);

export const rollback = defineCallable('rollback', {}, ({ request, caller }) =>
  switchPair({ how: 'rollback', request, caller, ...stores(), wake, now: now(), log }),
);

export const rollbackRelease = defineCallable('rollbackRelease', {}, ({ request, caller }) =>
  rollbackEverywhere({ request, caller, ...stores(), wake, now: now(), log }),
);

export const promote = defineCallable('promote', {}, ({ request, caller }) =>
  switchPair({ how: 'promote', request, caller, ...stores(), wake, now: now(), log }),
);

export const deleteDeployment = defineCallable('deleteDeployment', {}, ({ request, caller }) =>
  remove({ request, caller, ...stores(), wake, now: now(), log }),
);

export const preflight = defineCallable('preflight', {}, ({ request }) =>
  checkProject({ request, now: now() }, { config: readConfig(), ...stores() }),
);

export const saveAgentVersion = defineCallable('saveAgentVersion', {}, ({ request, caller }) =>
  saveVersion({ request, caller, ...stores(), now: now() }),
);

/** Below the hour that Cloud Functions allows; the console calls again from where it was. */
const LOG_STREAM_SECONDS = 600;
export const followBuildLog = defineCallable(
  'followBuildLog',
  { timeoutSeconds: LOG_STREAM_SECONDS + 60 },
  ({ request, signal, sendChunk }) => {
    const pause = createPause({ everyMs: 500, forMs: LOG_STREAM_SECONDS * 1_000, nowMs });
    return follow({ request, signal, sendChunk, ...stores(), readLog: readLogFrom, pause });
  },
);

export const advanceDeployment = onTaskDispatched(
  {
    ...background,
    timeoutSeconds: 300,
    maxInstances: 10,
    // What a failed attempt leaves is taken up by the sweeper too; this is only sooner.
    retryConfig: { maxAttempts: 3, minBackoffSeconds: 5 },
    rateLimits: { maxConcurrentDispatches: 20 },
  },
  async ({ data }) => {
    const config = readConfig();
    const { deployments, tests, settings } = stores();
    await advance(wakeTask.parse(data), {
      deployments,
      observe: (deployment) =>
        observeCloud(deployment, config, {
          findingsFor: async ({ spec }) =>
            assessProject(spec, await observeProject(spec, { config, deployments, settings })),
          gate: { deployments, tests, settings },
        }),
      perform: (deployment, effect) =>
        performEffect(deployment, effect, config, { tests, deployments, settings, queue, now, log }),
      wake,
      now,
      log,
    });
  },
);

export const onBuildEvent = onMessagePublished({ ...background, topic: 'cloud-builds', maxInstances: 5 }, (event) =>
  wakeForBuild(event.data.message, { wake, log }),
);

export const sweepDeployments = onSchedule(everyMinute, () => sweep({ ...stores(), wake, now: now(), log }));
