export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** JSON, already as text. */
  readonly body?: string;
  readonly timeoutMs: number;
  /** Gets the bytes of a successful answer as they come; its `body` is then empty. */
  readonly onChunk?: (chunk: Buffer) => void;
}

export type HttpFailureCause = 'timeout' | 'refused' | 'reset' | 'protocol';

export type HttpOutcome =
  /** The answer came whole, whatever its status. */
  | { readonly kind: 'answered'; readonly status: number; readonly body: string; readonly receivedBytes: number }
  | {
      readonly kind: 'failed';
      readonly cause: HttpFailureCause;
      readonly detail: string;
      readonly receivedBytes: number;
    }
  /** Cut off by `destroy`. */
  | { readonly kind: 'interrupted' };

/** Sends requests to one target; it never throws for what the target does. */
export interface HttpTransport {
  /** Before the first request, which must not wait for what this loads. */
  start(): Promise<void>;
  send(call: HttpCall): Promise<HttpOutcome>;
  /** Ends every open request at once, and refuses new ones. */
  destroy(): void;
}
