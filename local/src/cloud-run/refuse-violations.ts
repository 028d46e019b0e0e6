import grpc from '@grpc/grpc-js';
import { invalidArgument, RpcError } from '../grpc/rpc.ts';
import type { Violation } from './violation.ts';

/** @throws RpcError that names every field, when there is any violation. */
export function refuseViolations(violations: readonly Violation[], request: string): void {
  const mistakes = violations.filter(({ onlyInCloud }) => !onlyInCloud);
  const words = (list: readonly Violation[]) =>
    list.map(({ field, message }) => `Violation in ${request}.service.${field}: ${message}`).join('\n');
  if (mistakes.length > 0) throw invalidArgument(words(mistakes));
  if (violations.length > 0) throw new RpcError(grpc.status.UNIMPLEMENTED, words(violations));
}
