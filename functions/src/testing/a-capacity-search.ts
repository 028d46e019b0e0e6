import { type CapacitySearch, type CapacitySpecInput, capacitySpec, loadTestTargetOf } from '@proving-ground/shared';
import { planCapacitySearch } from '../capacity/plan-capacity-search.ts';
import { STARTED_AT } from './a-deployment.ts';
import { aLiveService, TARGET } from './a-load-test.ts';

/** A freshly planned search on a live pair, and whatever a test wants to be different. */
export function aCapacitySearch({
  spec = {},
  id = 'search1',
  ...rest
}: Partial<Omit<CapacitySearch, 'spec'>> & { readonly spec?: CapacitySpecInput } = {}): CapacitySearch {
  const target = loadTestTargetOf(aLiveService('agent'), aLiveService('backend'));
  if (!target) throw new Error('The agent is not live.');
  const request = { target: TARGET, spec: capacitySpec.parse(spec) };
  const requestedBy = { uid: 'uid-1', email: 'operator@example.com' };
  return { ...planCapacitySearch({ id, request, target, requestedBy, now: STARTED_AT }), ...rest };
}
