import grpc from '@grpc/grpc-js';
import { invalidArgument, RpcError } from '../../grpc/rpc.ts';
import { type Binding, bindingProblem, normalizeBindings, policyEtag } from '../iam-policy.ts';
import { parseServiceName } from '../resource-names.ts';
import { requireService } from '../rpc-guard.ts';
import type { RunState } from '../run-state.ts';

export interface SetIamPolicyRequest {
  readonly resource?: string;
  readonly policy?: { readonly version?: number; readonly bindings?: readonly Binding[]; readonly etag?: Uint8Array };
}

/** google.cloud.run.v2.Services.SetIamPolicy */
export async function setIamPolicy(request: SetIamPolicyRequest, state: RunState) {
  const record = requireService(parseServiceName(request.resource), state);
  const { bindings = [], etag } = request.policy ?? {};
  const current = policyEtag(record.policy);
  if (etag?.length && !current.equals(etag)) {
    throw new RpcError(
      grpc.status.ABORTED,
      'There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.',
    );
  }
  const problem = bindingProblem(bindings);
  if (problem) throw invalidArgument(problem);
  const policy = { version: request.policy?.version || 1, bindings: normalizeBindings(bindings) };
  await state.store.change(record.name, (latest) => ({ ...latest, policy }));
  return { ...policy, etag: policyEtag(policy) };
}
