import { FUNCTIONS_REGION } from '@proving-ground/shared';
import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { startCapacitySearch as start } from './callables/start-capacity-search.ts';
import { stopCapacitySearch as stop } from './callables/stop-capacity-search.ts';
import { stopLoadTest } from './callables/stop-load-test.ts';
import { advanceCapacitySearch as advance } from './capacity/advance-capacity-search.ts';
import { createWakeSearch, searchTask } from './capacity/capacity-queue.ts';
import { sweepCapacitySearches as sweep } from './capacity/sweep-capacity-searches.ts';
import { beginLoadTest } from './load-tests/begin-load-test.ts';
import { createLoadQueue } from './load-tests/load-queue.ts';
import { FUNCTIONS_ACCOUNT } from './platform/config.ts';
import { defineCallable } from './platform/define-callable.ts';
import { cloudLog as log } from './platform/log.ts';
import { createCapacityStore } from './store/capacity-store.ts';
import { createDeploymentStore } from './store/deployment-store.ts';
import { firestore } from './store/firestore.ts';
import { createLoadTestStore } from './store/load-test-store.ts';
import { createSettingsStore } from './store/settings-store.ts';

const now = () => new Date();
const wake = createWakeSearch({ log, now });
const queue = createLoadQueue({ log });
const searches = () => createCapacityStore(firestore());
const background = { region: FUNCTIONS_REGION, memory: '512MiB', serviceAccount: FUNCTIONS_ACCOUNT } as const;

export const startCapacitySearch = defineCallable(
  'startCapacitySearch',
  { replayProtected: true },
  ({ request, caller }) => {
    const deployments = createDeploymentStore(firestore());
    const settings = createSettingsStore(firestore());
    return start({ request, caller, searches: searches(), deployments, settings, wake, now: now(), log });
  },
);

export const stopCapacitySearch = defineCallable('stopCapacitySearch', {}, ({ request }) =>
  stop({ request, searches: searches(), wake }),
);

export const advanceCapacitySearch = onTaskDispatched(
  {
    ...background,
    timeoutSeconds: 120,
    maxInstances: 5,
    // What a failed attempt leaves is taken up by the sweep too; this is only sooner.
    retryConfig: { maxAttempts: 3, minBackoffSeconds: 5 },
    rateLimits: { maxConcurrentDispatches: 10 },
  },
  async ({ data }) => {
    const tests = createLoadTestStore(firestore());
    const deployments = createDeploymentStore(firestore());
    const settings = createSettingsStore(firestore());
    await advance(searchTask.parse(data), {
      searches: searches(),
      tests,
      begin: (wanted) => beginLoadTest(wanted, { tests, deployments, settings, queue, now, log }),
      stopTest: (loadTestId) => stopLoadTest({ request: { loadTestId }, tests, queue }),
      wake,
      now,
      log,
    });
  },
);

export const sweepCapacitySearches = onSchedule(
  { ...background, schedule: 'every 1 minutes', timeZone: 'Etc/UTC', maxInstances: 1 },
  () => sweep({ searches: searches(), wake, now: now(), log }),
);
