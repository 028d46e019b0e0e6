import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import type { LoadQueue } from '../load-tests/load-queue.ts';
import type { LoadTestStore } from '../store/load-test-store.ts';

/** Marks a load test as to be stopped: its shards see that within a second. One that has ended stays as it is. */
export async function stopLoadTest(input: {
  readonly request: CallableRequest<'stopLoadTest'>;
  readonly tests: Pick<LoadTestStore, 'requestStop'>;
  readonly queue: Pick<LoadQueue, 'conduct'>;
}): Promise<CallableResponse<'stopLoadTest'>> {
  const { request, tests, queue } = input;
  const { id, status } = await tests.requestStop(request.loadTestId);
  // Should its conductor be gone, another one ends it.
  await queue.conduct(id);
  return { loadTestId: id, status };
}
