import { invalidArgument } from '../../grpc/rpc.ts';
import { parseServiceName } from '../resource-names.ts';
import { requireService } from '../rpc-guard.ts';
import type { RunState } from '../run-state.ts';

export interface TestIamPermissionsRequest {
  readonly resource?: string;
  readonly permissions?: readonly string[];
}

/** google.cloud.run.v2.Services.TestIamPermissions; on this machine everybody who calls the API owns the project. */
export function testIamPermissions(request: TestIamPermissionsRequest, state: RunState) {
  requireService(parseServiceName(request.resource), state);
  const { permissions = [] } = request;
  const foreign = permissions.find((permission) => !permission.startsWith('run.'));
  if (foreign !== undefined) throw invalidArgument(`Permission ${foreign} is not valid for this resource.`);
  return { permissions };
}
