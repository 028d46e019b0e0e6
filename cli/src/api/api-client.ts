import type { CALLABLES, CallableChunk, CallableInput, CallableName, CallableResponse } from '@proving-ground/shared';
import type { z } from 'zod';

export type StreamingCallableName = {
  [N in CallableName]: (typeof CALLABLES)[N] extends { readonly chunk: z.ZodType } ? N : never;
}[CallableName];

/** The fields of a Firestore document as plain values. */
export type PlainDocument = Readonly<Record<string, unknown>>;

export interface ListQuery {
  /** Documents whose field has one of these values. */
  readonly where?: { readonly field: string; readonly in: readonly string[] };
  /** Documents whose list has this value. */
  readonly has?: { readonly field: string; readonly value: string };
  /** By `createdAt`; otherwise by id. */
  readonly newestFirst?: boolean;
  readonly limit?: number;
  /** Only documents created before this instant; with `newestFirst`. */
  readonly createdBefore?: string;
}

/** What the commands need of the product: its callables, and its records as the rules show them. */
export interface ApiClient {
  /** @throws Failure */
  call<N extends CallableName>(name: N, input: CallableInput<N>): Promise<CallableResponse<N>>;
  /** Hands over the parts as they come and returns the result; aborting ends the HTTP request.
   * @throws Failure, `cancelled` after an abort */
  stream<N extends StreamingCallableName>(
    name: N,
    input: CallableInput<N>,
    options: { readonly signal: AbortSignal; readonly onChunk: (chunk: CallableChunk<N>) => void },
  ): Promise<CallableResponse<N>>;
  /** Null when it is not there. @throws Failure */
  read(path: string): Promise<PlainDocument | null>;
  /** @throws Failure */
  list(collection: string, query: ListQuery): Promise<readonly PlainDocument[]>;
}
