import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import type { WakeSearch } from '../capacity/capacity-queue.ts';
import { planCapacitySearch, searchHash } from '../capacity/plan-capacity-search.ts';
import { searchKeyReused } from '../capacity/refusals.ts';
import { findLoadTarget } from '../load-tests/find-load-target.ts';
import { actorOf, type Caller } from '../platform/identify-caller.ts';
import type { Log } from '../platform/log.ts';
import { keyedId } from '../platform/stable-hash.ts';
import type { CapacityStore } from '../store/capacity-store.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';

/** Records a search for the capacity of one of our own agents; the same key again names the same one. */
export async function startCapacitySearch(input: {
  readonly request: CallableRequest<'startCapacitySearch'>;
  readonly caller: Caller;
  readonly searches: Pick<CapacityStore, 'get' | 'create'>;
  readonly deployments: Pick<DeploymentStore, 'get' | 'service'>;
  readonly settings: Pick<SettingsStore, 'prices'>;
  readonly wake: WakeSearch;
  readonly now: Date;
  readonly log: Log;
}): Promise<CallableResponse<'startCapacitySearch'>> {
  const { request, caller, searches, deployments, settings, wake, now, log } = input;
  const id = keyedId(caller.uid, request.idempotencyKey);
  const requestedBy = actorOf(caller);
  const known = await searches.get(id);
  if (known && known.specHash !== searchHash(request)) throw searchKeyReused(id);
  // The same call again: what is live may have changed meanwhile, the search has not.
  const { created } = known
    ? { created: false }
    : await searches.create(
        planCapacitySearch({
          id,
          request,
          target: await findLoadTarget(request.target, { deployments, settings }),
          requestedBy,
          now,
        }),
      );
  if (created) log.info('capacitySearch.created', { searchId: id, uid: caller.uid });
  await wake({ searchId: id, epoch: null, inMs: 0 });
  return { searchId: id, created };
}
