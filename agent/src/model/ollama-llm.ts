import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { BaseLlm, type BaseLlmConnection, type LlmRequest, type LlmResponse } from '@google/adk';
import { FinishReason } from '@google/genai';
import { type ChatResponse, Ollama } from 'ollama';
import { readTimings } from './answer-timings.ts';
import { BackendFailure, failureOfError, failureOfResponse } from './backend-failure.ts';
import { CallDeadline } from './call-deadline.ts';
import { type StreamedChatRequest, toChatRequest } from './chat-request.ts';
import type { Authorize } from './identity-tokens.ts';

// ADK copies every field of a response over the event it makes, so one id here is the id of all events of an answer.
type IdentifiedResponse = LlmResponse & { readonly id: string };

export interface OllamaLlmOptions {
  readonly model: string;
  /** Root URL of the Ollama server. */
  readonly baseUrl: string;
  readonly firstByteTimeoutSeconds: number;
  readonly totalTimeoutSeconds: number;
  /** Set for a private backend. */
  readonly authorize?: Authorize;
}

/** A model served by Ollama's chat API: https://github.com/ollama/ollama/blob/main/docs/api.md */
export class OllamaLlm extends BaseLlm {
  readonly #options: OllamaLlmOptions;

  constructor(options: OllamaLlmOptions) {
    super({ model: options.model });
    this.#options = options;
  }

  /** Yields deltas when `stream` is set, then always one whole answer, or one response with an `errorCode`. */
  override async *generateContentAsync(
    request: LlmRequest,
    stream = false,
    abortSignal?: AbortSignal,
  ): AsyncGenerator<IdentifiedResponse, void> {
    const chat = toChatRequest({ model: this.model, request });
    const id = randomUUID();
    using deadline = new CallDeadline({ ...this.#options, abortSignal });
    try {
      let text = '';
      let ttftMs: number | undefined;
      const startedMs = performance.now();
      for await (const chunk of await this.#chat(chat, deadline.signal)) {
        deadline.firstByteArrived();
        const delta = chunk.message.content;
        if (delta !== '') ttftMs ??= performance.now() - startedMs;
        text += delta;
        if (stream && delta !== '') yield { id, content: { role: 'model', parts: [{ text: delta }] }, partial: true };
        if (chunk.done) {
          deadline.complete();
          if (text.trim() === '') throw new BackendFailure('EMPTY_ANSWER', 'The model ended its answer without a word');
          yield wholeAnswer({ id, text, stream, last: chunk, ttftMs: ttftMs ?? performance.now() - startedMs });
        }
      }
    } catch (error) {
      // The caller has gone: nobody is left to read a failure, and its reason may be anything.
      if (abortSignal?.aborted === true) return;
      const failure = failureOfError(error);
      yield { id, errorCode: failure.code, errorMessage: failure.message };
    }
  }

  override connect(): Promise<BaseLlmConnection> {
    return Promise.reject(new Error('OllamaLlm has no live connection: use /run or /run_sse'));
  }

  #chat(request: StreamedChatRequest, signal: AbortSignal): Promise<AsyncIterable<ChatResponse>> {
    // A client of its own for each call: a shared one keeps every stream that did not end normally.
    const client = new Ollama({ host: this.#options.baseUrl, fetch: this.#createFetch(signal) });
    return client.chat(request);
  }

  // The client can only abort once headers are there, so the signal goes into the fetch itself.
  #createFetch(signal: AbortSignal): typeof fetch {
    const { authorize } = this.#options;
    return async (url, init = {}) => {
      const headers = new Headers(init.headers);
      if (authorize !== undefined) headers.set('authorization', await authorize(signal));
      const response = await fetch(url, { ...init, headers, signal });
      if (!response.ok) throw failureOfResponse({ status: response.status, body: await response.text() });
      return response;
    };
  }
}

const wholeAnswer = ({
  id,
  text,
  stream,
  last,
  ttftMs,
}: {
  readonly id: string;
  readonly text: string;
  readonly stream: boolean;
  readonly last: ChatResponse;
  readonly ttftMs: number;
}): IdentifiedResponse => {
  const timings = readTimings({ last, ttftMs });
  return {
    id,
    content: { role: 'model', parts: [{ text }] },
    ...(stream ? { partial: false } : {}),
    finishReason: last.done_reason === 'length' ? FinishReason.MAX_TOKENS : FinishReason.STOP,
    modelVersion: last.model,
    usageMetadata: {
      promptTokenCount: timings.promptTokens,
      candidatesTokenCount: timings.answerTokens,
      totalTokenCount: timings.promptTokens + timings.answerTokens,
    },
    customMetadata: timings,
  };
};
