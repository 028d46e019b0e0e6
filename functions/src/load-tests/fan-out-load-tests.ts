import type { Log } from '../platform/log.ts';
import type { LoadTestStore } from '../store/load-test-store.ts';
import type { LoadQueue } from './load-queue.ts';
import { startDueSchedules } from './start-due-schedules.ts';

const MAX_WOKEN = 100;

/** Every minute: calls a conductor for each test that has none, because its task was lost or it died, and starts what is
 * due. */
export async function fanOutLoadTests(
  dependencies: Parameters<typeof startDueSchedules>[0] & {
    readonly tests: Pick<LoadTestStore, 'abandoned'>;
    readonly queue: LoadQueue;
    readonly log: Log;
  },
): Promise<void> {
  const { tests, queue, now, log } = dependencies;
  const abandoned = await tests.abandoned(now(), MAX_WOKEN);
  if (abandoned.length > 0) log.info('fanOut.woke', { loadTestIds: abandoned });
  for (const loadTestId of abandoned) await queue.conduct(loadTestId);
  await startDueSchedules(dependencies);
}
