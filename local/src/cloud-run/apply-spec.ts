import { randomInt, randomUUID } from 'node:crypto';
import grpc from '@grpc/grpc-js';
import type { Operation } from '../grpc/operations.ts';
import { RpcError } from '../grpc/rpc.ts';
import { changesTemplate, type Fresh, firstRecord, nextRecord } from './next-record.ts';
import { refuseViolations } from './refuse-violations.ts';
import { parseServiceName, type ServicePlace, serviceName } from './resource-names.ts';
import { rollOut } from './roll-out.ts';
import type { RunState } from './run-state.ts';
import { withServiceDefaults } from './service-defaults.ts';
import { serviceMessage } from './service-message.ts';
import { finishedOperation, serviceOperation } from './service-operation.ts';
import { findRevision, type ServiceRecord } from './service-record.ts';
import { tagsOf } from './traffic.ts';
import { validateSpec } from './validate-service.ts';
import type { ServiceSpec } from './wire.ts';

const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz';

export interface SpecRequest {
  /** The message's name, for errors. */
  readonly request: 'CreateServiceRequest' | 'UpdateServiceRequest';
  readonly place: ServicePlace;
  readonly spec: ServiceSpec;
  readonly current: ServiceRecord | undefined;
  readonly validateOnly: boolean;
}

/**
 * Checks a spec, writes it down, and rolls it out behind the operation that it answers with.
 *
 * @throws RpcError with Cloud Run's code when the spec is refused; nothing is stored then.
 */
export async function applySpec(input: SpecRequest, state: RunState): Promise<Operation> {
  const { place, current, validateOnly } = input;
  refuseViolations(validateSpec(input.spec, place), input.request);
  const spec = withServiceDefaults(input.spec, state.defaultServiceAccount);
  if (current) {
    refuseLeaving(current);
    refuseTakenRevision(current, spec);
  }
  const name = serviceName(place);
  const fresh: Fresh = { at: state.now().toISOString(), uuid: randomUUID, suffix };
  const record = current ? nextRecord(current, spec, fresh) : firstRecord(name, spec, fresh);
  refuseUnknownTargets(record, input);
  if (validateOnly) return finishedOperation(name, serviceMessage(record), state);

  const tags = tagsOf([...(spec.traffic ?? []), ...record.served]);
  const ports = await state.fronts.open(name, tags, record);
  const stored = { ...record, ...ports };
  await state.store.put(stored);
  const work = async () => {
    await rollOut(name, stored.generation, state);
    const settled = state.store.get(name);
    return settled ? serviceMessage(settled) : null;
  };
  return serviceOperation(stored, work, state);
}

function suffix(): string {
  return Array.from({ length: 3 }, () => SUFFIX_LETTERS[randomInt(SUFFIX_LETTERS.length)]).join('');
}

function refuseLeaving({ name, deletedAt }: ServiceRecord): void {
  if (deletedAt === undefined) return;
  throw new RpcError(
    grpc.status.ABORTED,
    `Conflict for resource '${name}': it is being deleted. Repeat when it is gone.`,
  );
}

function refuseTakenRevision(record: ServiceRecord, spec: ServiceSpec): void {
  const revision = spec.template?.revision;
  if (!revision || !changesTemplate(record, spec) || !findRevision(record, revision)) return;
  throw new RpcError(
    grpc.status.ALREADY_EXISTS,
    `Revision named '${revision}' with different configuration already exists.`,
  );
}

function refuseUnknownTargets(record: ServiceRecord, { request }: SpecRequest): void {
  const { service } = parseServiceName(record.name);
  const violations = (record.spec.traffic ?? []).flatMap(({ revision }, index) =>
    !revision || findRevision(record, revision)
      ? []
      : [
          {
            field: `traffic[${index}].revision`,
            message: `Revision '${revision}' of service ${service} does not exist.`,
          },
        ],
  );
  refuseViolations(violations, request);
}
