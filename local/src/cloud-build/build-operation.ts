import { type PackedAny, packAny } from '../grpc/descriptors.ts';
import type { Operations } from '../grpc/operations.ts';
import { type Build, type BuildStatus, isTerminal } from './build.ts';
import { toBuildMessage } from './build-message.ts';
import { operationName } from './operation-name.ts';

export interface PackedOperation {
  readonly name: string;
  readonly done: boolean;
  readonly metadata: PackedAny;
  readonly response?: PackedAny;
  readonly error?: { readonly code: number; readonly message: string };
}

/** gRPC codes of failed builds' operations; which ones the cloud uses is not documented. */
const CODES: Readonly<Partial<Record<BuildStatus, number>>> = {
  CANCELLED: 1,
  TIMEOUT: 4,
  EXPIRED: 4,
  INTERNAL_ERROR: 13,
};
const UNKNOWN = 2;

/** What the operation of a build says now. */
export function putOperation(operations: Operations, build: Build): PackedOperation {
  const message = toBuildMessage(build);
  const metadata = packAny('cloudbuild', 'google.devtools.cloudbuild.v1.BuildOperationMetadata', { build: message });
  const operation: PackedOperation = { name: operationName(build), done: isTerminal(build.status), metadata };
  if (!operation.done) operations.put(operation);
  else if (build.status === 'SUCCESS') {
    operations.put({ ...operation, response: packAny('cloudbuild', 'google.devtools.cloudbuild.v1.Build', message) });
  } else {
    const error = { code: CODES[build.status] ?? UNKNOWN, message: build.statusDetail ?? `Build ${build.status}` };
    operations.put({ ...operation, error });
  }
  return operation;
}
