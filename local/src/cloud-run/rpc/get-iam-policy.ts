import { policyEtag } from '../iam-policy.ts';
import { parseServiceName } from '../resource-names.ts';
import { requireService } from '../rpc-guard.ts';
import type { RunState } from '../run-state.ts';

/** google.cloud.run.v2.Services.GetIamPolicy */
export function getIamPolicy(request: { readonly resource?: string }, state: RunState) {
  const { policy } = requireService(parseServiceName(request.resource), state);
  return { ...policy, etag: policyEtag(policy) };
}
