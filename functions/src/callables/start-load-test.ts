import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import { type BeginDependencies, beginLoadTest } from '../load-tests/begin-load-test.ts';
import { actorOf, type Caller } from '../platform/identify-caller.ts';
import { keyedId } from '../platform/stable-hash.ts';

/** Starts a load test on one of our own agents; the same key again names the same one. */
export async function startLoadTest(
  { request, caller }: { readonly request: CallableRequest<'startLoadTest'>; readonly caller: Caller },
  dependencies: BeginDependencies,
): Promise<CallableResponse<'startLoadTest'>> {
  const { idempotencyKey, ...wanted } = request;
  const requestedBy = actorOf(caller);
  const id = keyedId(caller.uid, idempotencyKey);
  return await beginLoadTest({ id, request: wanted, requestedBy, scheduleId: null, part: null }, dependencies);
}
