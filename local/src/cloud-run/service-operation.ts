import { randomUUID } from 'node:crypto';
import grpc from '@grpc/grpc-js';
import { packAny } from '../grpc/descriptors.ts';
import type { Operation } from '../grpc/operations.ts';
import { parseServiceName } from './resource-names.ts';
import type { RunState } from './run-state.ts';
import { serviceMessage } from './service-message.ts';
import type { ServiceRecord } from './service-record.ts';
import type { Service } from './wire.ts';

const pack = (service: Service) => packAny('run', 'google.cloud.run.v2.Service', service);

/** An operation that is over before it began, as for validate_only. */
export function finishedOperation(name: string, service: Service, state: RunState): Operation {
  return state.operations.put({
    name: operationName(name),
    done: true,
    metadata: pack(service),
    response: pack(service),
  });
}

/** Answers with an unfinished operation and finishes it when the work is done, as the service then is. */
export function serviceOperation(
  record: ServiceRecord,
  work: () => Promise<Service | null>,
  state: RunState,
): Operation {
  const operation = state.operations.put({
    name: operationName(record.name),
    done: false,
    metadata: pack(serviceMessage(record)),
  });
  const finish = async () => {
    try {
      const service = (await work()) ?? serviceMessage(record);
      const condition = service.terminalCondition;
      const error =
        condition?.state === 'CONDITION_FAILED'
          ? { code: grpc.status.FAILED_PRECONDITION, message: condition.message ?? 'The roll-out failed.' }
          : undefined;
      state.operations.put({
        ...operation,
        done: true,
        metadata: pack(service),
        ...(error ? { error } : { response: pack(service) }),
      });
    } catch (error) {
      state.operations.put({
        ...operation,
        done: true,
        error: { code: grpc.status.INTERNAL, message: error instanceof Error ? error.message : String(error) },
      });
    }
  };
  state.background(finish());
  return operation;
}

function operationName(service: string): string {
  const { projectId, location } = parseServiceName(service);
  return `projects/${projectId}/locations/${location}/operations/${randomUUID()}`;
}
