import type { Message } from '../answers/message.ts';
import type { RequestOptions, SamplingOptions } from '../answers/sampling-options.ts';
import type { StoredModel } from '../store/model-store.ts';

/** A piece of text for the model to go on from, in the model's own tokens. */
export interface Prompt {
  readonly tokens: readonly number[];
  /** Where the template says that an answer ends, besides the model's own end. */
  readonly stops: readonly string[];
  /** White space around the answer is the template's, not the answer's. */
  readonly trim: boolean;
}

/** One of the places of a loaded model where an answer can be written beside the others. */
export interface Lane {
  /** How many tokens of the prompt it has read already, for an earlier answer. */
  knownTokens(prompt: Prompt): number;
  /**
   * Reads the prompt, then writes token by token; a token that completes no character yields ''. Ends when the model ends.
   * When the consumer leaves, or the signal fires, it stops at once.
   */
  write(request: {
    readonly prompt: Prompt;
    readonly sampling: SamplingOptions;
    readonly signal: AbortSignal;
  }): AsyncGenerator<string, void>;
}

/** A model in memory. */
export interface LoadedModel extends AsyncDisposable {
  readonly lanes: readonly Lane[];
  /** Tokens that a prompt and its answer may have together. */
  readonly contextTokens: number;
  readonly memoryBytes: number;
  readonly gpuMemoryBytes: number;
  /** What suits the model where a request says nothing. */
  readonly defaults: RequestOptions;
  renderChat(messages: readonly Message[]): Prompt;
  /** The text as it is. */
  renderRaw(text: string): Prompt;
}

/** What runs models. */
export interface Engine extends AsyncDisposable {
  load(request: {
    readonly model: StoredModel;
    readonly contextTokens: number;
    readonly lanes: number;
  }): Promise<LoadedModel>;
}
