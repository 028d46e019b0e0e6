import { BaseLlm, type BaseLlmConnection, type LlmRequest, type LlmResponse } from '@google/adk';

export interface Asked {
  readonly request: LlmRequest;
  readonly stream: boolean;
  readonly signal: AbortSignal | undefined;
}

export type Script = (asked: Asked) => AsyncGenerator<LlmResponse, void>;

/** A model without a server, for what only depends on what a model answers. */
export class ScriptedLlm extends BaseLlm {
  script: Script;
  readonly asked: Asked[] = [];

  constructor(script: Script) {
    super({ model: 'scripted' });
    this.script = script;
  }

  override generateContentAsync(
    request: LlmRequest,
    stream = false,
    signal?: AbortSignal,
  ): AsyncGenerator<LlmResponse, void> {
    const asked = { request, stream, signal };
    this.asked.push(asked);
    return this.script(asked);
  }

  override connect(): Promise<BaseLlmConnection> {
    return Promise.reject(new Error('not scripted'));
  }
}

/** Answers with these deltas, then with the whole. */
export const saying = (...deltas: readonly string[]): Script =>
  async function* say({ stream }) {
    const answer = (text: string) => ({ role: 'model', parts: [{ text }] });
    if (stream) for (const delta of deltas) yield { content: answer(delta), partial: true };
    yield { content: answer(deltas.join('')), ...(stream ? { partial: false } : {}) };
  };

/** Fails as OllamaLlm does: with a response that carries a code. */
export const failing = (errorCode: string, errorMessage: string): Script =>
  async function* fail() {
    yield { errorCode, errorMessage };
  };

/** Says nothing until the turn is aborted; `started` resolves once the model was asked. */
export const hangingUntilAborted = (): { readonly script: Script; readonly started: Promise<void> } => {
  const { promise: started, resolve } = Promise.withResolvers<void>();
  return {
    started,
    script: async function* hang({ signal }) {
      resolve();
      await new Promise((done) => signal?.addEventListener('abort', done, { once: true }));
      yield* [];
    },
  };
};
