import grpc from '@grpc/grpc-js';
import { RpcError } from '../../grpc/rpc.ts';
import { applySpec } from '../apply-spec.ts';
import { refuseViolations } from '../refuse-violations.ts';
import { parseParent, serviceName } from '../resource-names.ts';
import { requireProject } from '../rpc-guard.ts';
import type { RunState } from '../run-state.ts';
import { specOf } from '../spec-of.ts';
import { validateIdentity } from '../validate-service.ts';
import type { Service } from '../wire.ts';

export interface CreateServiceRequest {
  readonly parent?: string;
  readonly service?: Service;
  readonly serviceId?: string;
  readonly validateOnly?: boolean;
}

/** google.cloud.run.v2.Services.CreateService */
export async function createService(request: CreateServiceRequest, state: RunState) {
  const { parent, service = {}, serviceId = '', validateOnly = false } = request;
  const place = { ...parseParent(parent), service: serviceId };
  requireProject(place.projectId, state);
  const violation = validateIdentity(place);
  if (violation) refuseViolations([violation], 'CreateServiceRequest');
  if (state.store.get(serviceName(place))) {
    throw new RpcError(grpc.status.ALREADY_EXISTS, `Resource '${serviceId}' already exists.`);
  }
  return await applySpec(
    { request: 'CreateServiceRequest', place, spec: specOf(service), current: undefined, validateOnly },
    state,
  );
}
