import { parseServiceName } from '../resource-names.ts';
import { requireService } from '../rpc-guard.ts';
import type { RunState } from '../run-state.ts';
import { serviceMessage } from '../service-message.ts';

/** google.cloud.run.v2.Services.GetService */
export function getService(request: { readonly name?: string }, state: RunState) {
  return serviceMessage(requireService(parseServiceName(request.name), state));
}
