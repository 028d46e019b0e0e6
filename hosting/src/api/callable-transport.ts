import type { CallableName } from '@proving-ground/shared';
import { type Functions, httpsCallable } from 'firebase/functions';

/** A streaming call under way: first the parts, then the result. */
export interface CallableStream {
  readonly chunks: AsyncIterable<unknown>;
  /** Resolves to `STREAM_CUT` when the connection ended without a result. */
  result(): Promise<unknown>;
}

/** Carries calls to the functions; knows nothing of their contracts. */
export interface CallableTransport {
  call(name: string, data: unknown): Promise<unknown>;
  stream(name: string, data: unknown, signal: AbortSignal): Promise<CallableStream>;
}

export const STREAM_CUT = Symbol('the stream ended without a result');

/** Longest a plain callable of ours may take; they store and return. */
const CALL_TIMEOUT_MS = 60_000;

/** With App Check on, the functions take each token of these once: a repeated request would cost money. */
const ONCE_ONLY: readonly string[] = ['startDeployment', 'startLoadTest'] satisfies CallableName[];

export function createCallableTransport(functions: Functions): CallableTransport {
  return {
    call: async (name, data) => {
      const options = { timeout: CALL_TIMEOUT_MS, limitedUseAppCheckTokens: ONCE_ONLY.includes(name) };
      const { data: result } = await httpsCallable(functions, name, options)(data);
      return result;
    },
    stream: async (name, data, signal) => {
      const { stream, data: result } = await httpsCallable(functions, name).stream(data, { signal });
      // An error reaches the reader through the chunks; unread here it would count as unhandled.
      result.catch(() => undefined);
      return {
        chunks: stream,
        // The client settles the result before it closes the chunks: still open after them, it stays open for good.
        result: () => Promise.race([result, Promise.resolve(STREAM_CUT)]),
      };
    },
  };
}
