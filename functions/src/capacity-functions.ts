import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { startCapacitySearch as start } from './callables/start-capacity-search.ts';
import { stopCapacitySearch as stop } from './callables/stop-capacity-search.ts';
import { advanceCapacitySearch as advance } from './capacity/advance-capacity-search.ts';
import { searchTask } from './capacity/capacity-queue.ts';
import { sweepCapacitySearches as sweep } from './capacity/sweep-capacity-searches.ts';
import { background, everyMinute, log, now, queues, stores } from './composition.ts';
import { beginLoadTest } from './load-tests/begin-load-test.ts';
import { stopLoadTest } from './load-tests/stop-load-test.ts';
import { defineCallable } from './platform/define-callable.ts';

const { wakeSearch: wake, loadQueue: queue } = queues;

export const startCapacitySearch = defineCallable(
  'startCapacitySearch',
  { replayProtected: true },
  ({ request, caller }) => start({ request, caller, ...stores(), wake, now: now(), log }),
);

export const stopCapacitySearch = defineCallable('stopCapacitySearch', {}, ({ request }) =>
  stop({ request, ...stores(), wake }),
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
    const { searches, tests, deployments, settings } = stores();
    await advance(searchTask.parse(data), {
      searches,
      tests,
      begin: (wanted) => beginLoadTest(wanted, { tests, deployments, settings, queue, now, log }),
      stopTest: (loadTestId) => stopLoadTest(loadTestId, { tests, queue }),
      wake,
      now,
      log,
    });
  },
);

export const sweepCapacitySearches = onSchedule(everyMinute, () => sweep({ ...stores(), wake, now: now(), log }));
