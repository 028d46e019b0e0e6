import type { LoadTest } from '@proving-ground/shared';
import type { LoadTestStore } from '../store/load-test-store.ts';
import type { LoadQueue } from './load-queue.ts';

/** Marks a load test as to be stopped: its shards see that within a second. One that has ended stays as it is.
 * @throws Failure not-found */
export async function stopLoadTest(
  loadTestId: string,
  { tests, queue }: { readonly tests: Pick<LoadTestStore, 'requestStop'>; readonly queue: Pick<LoadQueue, 'conduct'> },
): Promise<LoadTest> {
  const test = await tests.requestStop(loadTestId);
  // Should its conductor be gone, another one ends it.
  await queue.conduct(test.id);
  return test;
}
