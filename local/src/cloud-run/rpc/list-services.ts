import { invalidArgument } from '../../grpc/rpc.ts';
import { pageOf } from '../page.ts';
import { isRegion } from '../regions.ts';
import { parseParent } from '../resource-names.ts';
import { requireProject } from '../rpc-guard.ts';
import type { RunState } from '../run-state.ts';
import { serviceMessage } from '../service-message.ts';

export interface ListServicesRequest {
  readonly parent?: string;
  readonly pageSize?: number;
  readonly pageToken?: string;
}

/** google.cloud.run.v2.Services.ListServices */
export function listServices(request: ListServicesRequest, state: RunState) {
  const { projectId, location } = parseParent(request.parent);
  requireProject(projectId, state);
  if (!isRegion(location)) throw invalidArgument(`Location ${location} is not a region of Cloud Run.`);
  const inPlace = state.store.list().filter(({ name }) => name.startsWith(`${request.parent}/services/`));
  const { page, nextPageToken } = pageOf(inPlace, ({ name }) => name, request);
  return { services: page.map(serviceMessage), nextPageToken };
}
