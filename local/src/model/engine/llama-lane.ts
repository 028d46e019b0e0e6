import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { SamplingOptions } from '../answers/sampling-options.ts';
import type { ContextGate } from './context-gate.ts';
import type { Lane, Prompt } from './engine.ts';
import { TokenText } from './token-text.ts';

/** Read at once: between two batches the caller may leave. A batch of this size takes about 0.1 s on one slow core. */
export const PROMPT_BATCH_TOKENS = 64;
const MAX_RANDOM_SEED = 0x7f_ff_ff_ff;

/** A sequence of a llama.cpp context. What it read for the last answer stays, and is not read again. */
export class LlamaLane implements Lane {
  readonly #sequence: LlamaContextSequence;
  readonly #gate: ContextGate;

  constructor(sequence: LlamaContextSequence, gate: ContextGate) {
    this.#sequence = sequence;
    this.#gate = gate;
  }

  knownTokens({ tokens }: Prompt): number {
    return this.#sequence.compareContextTokens(tokensOf(tokens)).firstDifferentIndex;
  }

  async *write(request: Parameters<Lane['write']>[0]): AsyncGenerator<string, void> {
    const { sampling, signal } = request;
    const prompt = tokensOf(request.prompt.tokens);
    const last = await this.#read(prompt, signal);
    if (last === null) return;

    const written: Token[] = [];
    const text = new TokenText(this.#sequence.model);
    const recent = () => lastTokens([...prompt.slice(-64), ...written], sampling.repeatLastTokens);
    const tokens = this.#sequence.evaluate([last], evaluateOptions(sampling, recent));
    try {
      while (true) {
        await this.#gate.pass();
        // A step cannot be interrupted; it is one token.
        if (signal.aborted) return;
        const { done, value: token } = await tokens.next();
        if (done || token === undefined) break;
        written.push(token);
        yield text.push(token);
      }
    } finally {
      await tokens.return();
    }
    yield text.flush();
  }

  /** Reads all but the last token, which is what writing begins with; `null` when the caller left. */
  async #read(prompt: readonly Token[], signal: AbortSignal): Promise<Token | null> {
    const sequence = this.#sequence;
    const last = prompt.at(-1);
    if (last === undefined) return null;
    const known = Math.min(sequence.compareContextTokens([...prompt]).firstDifferentIndex, prompt.length - 1);
    if (known < sequence.nextTokenIndex) {
      await this.#gate.change(() => sequence.eraseContextTokenRanges([{ start: known, end: sequence.nextTokenIndex }]));
    }
    for (let at = sequence.nextTokenIndex; at < prompt.length - 1; at += PROMPT_BATCH_TOKENS) {
      await this.#gate.pass();
      if (signal.aborted) return null;
      const end = Math.min(at + PROMPT_BATCH_TOKENS, prompt.length - 1);
      await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(at, end));
    }
    return signal.aborted ? null : last;
  }
}

function evaluateOptions(sampling: SamplingOptions, recent: () => Token[]) {
  const { repeatPenalty, frequencyPenalty, presencePenalty, repeatLastTokens } = sampling;
  return {
    temperature: sampling.temperature,
    topK: sampling.topK,
    topP: sampling.topP,
    minP: sampling.minP,
    seed: sampling.seed ?? Math.floor(Math.random() * MAX_RANDOM_SEED),
    repeatPenalty: {
      penalty: repeatPenalty,
      frequencyPenalty,
      presencePenalty,
      punishTokens: recent,
      maxPunishTokens: Number.isFinite(repeatLastTokens) ? Math.max(1, repeatLastTokens) : 4_096,
    },
  };
}

const lastTokens = (tokens: Token[], count: number) => (count === 0 ? [] : tokens.slice(-count));

/** Numbers that this model's own tokenizer made; the library brands them. */
const tokensOf = (tokens: readonly number[]): Token[] => [...tokens] as Token[];
