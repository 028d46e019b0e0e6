import { FUNCTIONS_REGION } from '@proving-ground/shared';
import { onMessagePublished } from 'firebase-functions/pubsub';
import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { cloudActLog } from './audit/act-log.ts';
import { cancelDeployment as cancel } from './callables/cancel-deployment.ts';
import { claimRole as claim, roleTitle } from './callables/claim-role.ts';
import { deleteDeployment as remove } from './callables/delete-deployment.ts';
import { followBuildLog as follow } from './callables/follow-build-log.ts';
import { preflight as checkProject } from './callables/preflight.ts';
import { rollbackRelease as rollbackEverywhere } from './callables/rollback-release.ts';
import { saveAgentVersion as saveVersion } from './callables/save-agent-version.ts';
import { setGpuPrice as setPrice } from './callables/set-gpu-price.ts';
import { setSpendingCap as setCap } from './callables/set-spending-cap.ts';
import { startDeployment as start } from './callables/start-deployment.ts';
import { startRelease as startEverywhere } from './callables/start-release.ts';
import { createPause } from './callables/stream-clock.ts';
import { switchPair } from './callables/switch-pair.ts';
import { takeInventory as takeStock } from './callables/take-inventory.ts';
import { advanceDeployment as advance } from './deployments/advance-deployment.ts';
import { observeCloud } from './deployments/observe-cloud.ts';
import { performEffect } from './deployments/perform-effect.ts';
import { sweepDeployments as sweep } from './deployments/sweep-deployments.ts';
import { wakeForBuild } from './deployments/wake-for-build.ts';
import { createWake, wakeTask } from './deployments/wake-queue.ts';
import { readLogFrom } from './gcp/build-log-object.ts';
import { createLoadQueue } from './load-tests/load-queue.ts';
import { FUNCTIONS_ACCOUNT, readConfig } from './platform/config.ts';
import { defineCallable } from './platform/define-callable.ts';
import { cloudLog as log } from './platform/log.ts';
import { setRoleClaim } from './platform/role-claims.ts';
import { assessProject } from './preflight/assess-project.ts';
import { observeProject } from './preflight/observe-project.ts';
import { createAgentStore } from './store/agent-store.ts';
import { createDeploymentStore } from './store/deployment-store.ts';
import { firestore } from './store/firestore.ts';
import { createLoadTestStore } from './store/load-test-store.ts';
import { createSettingsStore } from './store/settings-store.ts';

export * from './alert-functions.ts';
export * from './capacity-functions.ts';
export * from './chat-functions.ts';
export * from './load-functions.ts';

const now = () => new Date();
const nowMs = () => performance.now();
const store = () => createDeploymentStore(firestore());
const agents = () => createAgentStore(firestore());
const loadTests = () => createLoadTestStore(firestore());
const settings = () => createSettingsStore(firestore());
const wake = createWake({ log, now });
const background = { region: FUNCTIONS_REGION, memory: '512MiB', serviceAccount: FUNCTIONS_ACCOUNT } as const;

export const startDeployment = defineCallable('startDeployment', { replayProtected: true }, ({ request, caller }) =>
  start({ request, caller, store: store(), settings: settings(), agents: agents(), wake, now: now(), log }),
);

export const startRelease = defineCallable('startRelease', { replayProtected: true }, ({ request, caller }) =>
  startEverywhere({ request, caller, store: store(), settings: settings(), agents: agents(), wake, now: now(), log }),
);

export const cancelDeployment = defineCallable('cancelDeployment', {}, ({ request }) =>
  cancel({ request, store: store(), wake, now: now() }),
);

export const rollback = defineCallable('rollback', {}, ({ request, caller }) =>
  switchPair({ how: 'rollback', request, caller, store: store(), wake, now: now(), log }),
);

export const rollbackRelease = defineCallable('rollbackRelease', {}, ({ request, caller }) =>
  rollbackEverywhere({ request, caller, store: store(), wake, now: now(), log }),
);

export const promote = defineCallable('promote', {}, ({ request, caller }) =>
  switchPair({ how: 'promote', request, caller, store: store(), wake, now: now(), log }),
);

export const deleteDeployment = defineCallable('deleteDeployment', {}, ({ request, caller }) =>
  remove({ request, caller, store: store(), wake, now: now(), log }),
);

export const preflight = defineCallable('preflight', {}, ({ request }) =>
  checkProject({ request, now: now() }, { config: readConfig(), store: store(), settings: settings() }),
);

export const setSpendingCap = defineCallable('setSpendingCap', {}, ({ request, caller }) =>
  setCap({ request, caller, settings: settings(), now: now() }),
);

export const saveAgentVersion = defineCallable('saveAgentVersion', {}, ({ request, caller }) =>
  saveVersion({ request, caller, agents: agents(), now: now() }),
);

export const setGpuPrice = defineCallable('setGpuPrice', {}, ({ request, caller }) =>
  setPrice({ request, caller, settings: settings(), now: now() }),
);

export const takeInventory = defineCallable('takeInventory', {}, () =>
  takeStock({ config: readConfig(), store: store(), settings: settings(), now: now() }),
);

/** Below the hour that Cloud Functions allows; the console calls again from where it was. */
const LOG_STREAM_SECONDS = 600;
export const followBuildLog = defineCallable(
  'followBuildLog',
  { timeoutSeconds: LOG_STREAM_SECONDS + 60 },
  ({ request, signal, sendChunk }) => {
    const pause = createPause({ everyMs: 500, forMs: LOG_STREAM_SECONDS * 1_000, nowMs });
    return follow({ request, signal, sendChunk, store: store(), readLog: readLogFrom, pause });
  },
);

export const claimRole = defineCallable('claimRole', {}, ({ caller }) => {
  const { ownerEmails: owner, operatorEmails: operator, viewerEmails: viewer } = readConfig();
  return claim({
    caller,
    emails: { owner, operator, viewer },
    setRoleClaim: async (uid, role) => {
      await setRoleClaim(uid, role);
      await cloudActLog.add({ area: 'access', title: roleTitle(caller, role), path: '/history?area=access' }, caller);
    },
    log,
  });
});

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
    await advance(wakeTask.parse(data), {
      store: store(),
      observe: (deployment) =>
        observeCloud(deployment, config, {
          findingsFor: async ({ spec }) =>
            assessProject(spec, await observeProject(spec, { config, store: store(), settings: settings() })),
          gate: { deployments: store(), tests: loadTests(), settings: settings() },
        }),
      perform: (deployment, effect) =>
        performEffect(deployment, effect, config, {
          tests: loadTests(),
          deployments: store(),
          settings: settings(),
          queue: createLoadQueue({ log }),
          now,
          log,
        }),
      wake,
      now,
      log,
    });
  },
);

export const onBuildEvent = onMessagePublished({ ...background, topic: 'cloud-builds', maxInstances: 5 }, (event) =>
  wakeForBuild(event.data.message, { wake, log }),
);

export const sweepDeployments = onSchedule(
  { ...background, schedule: 'every 1 minutes', timeZone: 'Etc/UTC', maxInstances: 1 },
  () => sweep({ store: store(), wake, now: now(), log }),
);
