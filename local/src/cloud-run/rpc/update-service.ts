import { applySpec } from '../apply-spec.ts';
import { refuseViolations } from '../refuse-violations.ts';
import { parseServiceName, serviceName } from '../resource-names.ts';
import { requireEtag, requireProject, requireService } from '../rpc-guard.ts';
import type { RunState } from '../run-state.ts';
import { serviceEtag } from '../service-message.ts';
import { specOf } from '../spec-of.ts';
import { applyUpdateMask } from '../update-mask.ts';
import { validateIdentity } from '../validate-service.ts';
import type { Service } from '../wire.ts';

export interface UpdateServiceRequest {
  readonly service?: Service;
  readonly updateMask?: { readonly paths?: readonly string[] };
  readonly validateOnly?: boolean;
  readonly allowMissing?: boolean;
}

/** google.cloud.run.v2.Services.UpdateService */
export async function updateService(request: UpdateServiceRequest, state: RunState) {
  const { service = {}, validateOnly = false, allowMissing = false } = request;
  const place = parseServiceName(service.name);
  requireProject(place.projectId, state);
  const name = serviceName(place);
  const current = state.store.get(name);
  if (!current) {
    if (!allowMissing) requireService(place, state);
    const violation = validateIdentity(place);
    if (violation) refuseViolations([violation], 'UpdateServiceRequest');
  } else requireEtag(service.etag, serviceEtag(current), name);
  const spec = applyUpdateMask(current?.spec ?? {}, specOf(service), current ? (request.updateMask?.paths ?? []) : []);
  return await applySpec({ request: 'UpdateServiceRequest', place, spec, current, validateOnly }, state);
}
