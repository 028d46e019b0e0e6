import { randomUUID } from 'node:crypto';
import { BaseLlm, type BaseLlmConnection, type LlmRequest, type LlmResponse } from '@google/adk';
import { FinishReason } from '@google/genai';
import { type ChatResponse, Ollama } from 'ollama';
import { type AnswerTimings, readTimings } from './answer-timings.ts';
import { BackendFailure, failureOfError, failureOfResponse } from './backend-failure.ts';
import { CallDeadline } from './call-deadline.ts';
import { type StreamedChatRequest, toChatRequest } from './chat-request.ts';
import type { Authorize } from './identity-tokens.ts';
import { TimedCall } from './timed-call.ts';

// ADK copies every field of a response over the event it makes, so one id here is the id of all events of an answer.
type IdentifiedResponse = LlmResponse & { readonly id: string };

interface CallInProgress {
  readonly signal: AbortSignal;
  readonly call: TimedCall;
}

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
    const call = new TimedCall(this.model);
    try {
      let text = '';
      let ttftMs: number | undefined;
      for await (const chunk of await this.#chat(chat, { signal: deadline.signal, call })) {
        deadline.firstByteArrived();
        const delta = chunk.message.content;
        if (delta !== '') ttftMs ??= call.elapsedMs;
        text += delta;
        if (stream && delta !== '') yield { id, content: { role: 'model', parts: [{ text: delta }] }, partial: true };
        if (chunk.done) {
          deadline.complete();
          if (text.trim() === '') throw new BackendFailure('EMPTY_ANSWER', 'The model ended its answer without a word');
          const modelCallMs = call.answered(chunk);
          const timings = readTimings({ last: chunk, ttftMs: ttftMs ?? modelCallMs, modelCallMs });
          yield wholeAnswer({ id, text, stream, last: chunk, timings });
        }
      }
    } catch (error) {
      // The caller has gone: nobody is left to read a failure, and its reason may be anything.
      if (abortSignal?.aborted === true) return;
      const failure = failureOfError(error);
      call.failed(failure);
      yield { id, errorCode: failure.code, errorMessage: failure.message };
    }
  }

  override connect(): Promise<BaseLlmConnection> {
    return Promise.reject(new Error('OllamaLlm has no live connection: use /run or /run_sse'));
  }

  #chat(request: StreamedChatRequest, of: CallInProgress): Promise<AsyncIterable<ChatResponse>> {
    // A client of its own for each call: a shared one keeps every stream that did not end normally.
    const client = new Ollama({ host: this.#options.baseUrl, fetch: this.#createFetch(of) });
    return client.chat(request);
  }

  // The client can only abort once headers are there, so the signal goes into the fetch itself.
  #createFetch({ signal, call }: CallInProgress): typeof fetch {
    const { authorize } = this.#options;
    return async (url, init = {}) => {
      const headers = new Headers(init.headers);
      if (authorize !== undefined) headers.set('authorization', await authorize(signal));
      if (call.traceparent !== undefined) headers.set('traceparent', call.traceparent);
      const response = await fetch(url, { ...init, headers, signal });
      call.firstByteArrived();
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
  timings,
}: {
  readonly id: string;
  readonly text: string;
  readonly stream: boolean;
  readonly last: ChatResponse;
  readonly timings: AnswerTimings;
}): IdentifiedResponse => ({
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
});
