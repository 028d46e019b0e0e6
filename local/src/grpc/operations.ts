import type grpc from '@grpc/grpc-js';
import { type PackedAny, serviceDefinition } from './descriptors.ts';
import { notFound, unary } from './rpc.ts';

export interface Operation {
  readonly name: string;
  readonly done: boolean;
  readonly metadata?: PackedAny;
  readonly response?: PackedAny;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface Operations {
  /** Creates an unfinished operation, or replaces what is known of it. */
  put(operation: Operation): Operation;
  get(name: string): Operation | undefined;
  /** Called when a client asks to cancel the operation of this name. */
  onCancel(name: string, cancel: () => void): void;
  register(server: grpc.Server): void;
}

interface NamedRequest {
  readonly name?: string;
}

/** `google.longrunning.Operations`: shared by every service of the twin, on the same port as the real clients expect. */
export function createOperations(): Operations {
  const operations = new Map<string, Operation>();
  const cancels = new Map<string, () => void>();

  function find(request: NamedRequest): Operation {
    const operation = operations.get(request.name ?? '');
    if (!operation) throw notFound(`Operation ${request.name ?? ''} was not found.`);
    return operation;
  }
  return {
    put: (operation) => {
      operations.set(operation.name, operation);
      if (operation.done) cancels.delete(operation.name);
      return operation;
    },
    get: (name) => operations.get(name),
    onCancel: (name, cancel) => void cancels.set(name, cancel),
    register: (server) =>
      server.addService(serviceDefinition('run', 'google.longrunning.Operations'), {
        getOperation: unary(find),
        // Answers at once, as the real one may: clients poll on.
        waitOperation: unary(find),
        listOperations: unary(({ name = '' }: NamedRequest) => ({
          operations: [...operations.values()].filter((operation) => isUnder(operation, name)),
        })),
        cancelOperation: unary((request: NamedRequest) => {
          find(request);
          cancels.get(request.name ?? '')?.();
          return {};
        }),
        deleteOperation: unary((request: NamedRequest) => {
          find(request);
          operations.delete(request.name ?? '');
          return {};
        }),
      }),
  };
}

/** `name` is the collection: `projects/P/locations/L`, or `operations` for those of no place. */
function isUnder(operation: Operation, name: string): boolean {
  const parent = name.replace(/\/?operations\/?$/, '');
  return operation.name.startsWith(parent === '' ? 'operations/' : `${parent}/operations/`);
}
