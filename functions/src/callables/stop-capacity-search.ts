import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import type { WakeSearch } from '../capacity/capacity-queue.ts';
import type { CapacityStore } from '../store/capacity-store.ts';

/** Marks a search as to be stopped; its loop stops the step at work and ends it with what is known. */
export async function stopCapacitySearch(input: {
  readonly request: CallableRequest<'stopCapacitySearch'>;
  readonly searches: Pick<CapacityStore, 'requestStop'>;
  readonly wake: WakeSearch;
}): Promise<CallableResponse<'stopCapacitySearch'>> {
  const { request, searches, wake } = input;
  const { id, status } = await searches.requestStop(request.searchId);
  await wake({ searchId: id, epoch: null, inMs: 0 });
  return { searchId: id, status };
}
