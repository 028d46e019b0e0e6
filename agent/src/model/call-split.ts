import type { ChatResponse } from 'ollama';

const NS_PER_US = 1000;
const US_PER_MS = 1000;

/** Where the time of one call to the model server went, in whole microseconds that add up. */
export interface CallSplit {
  /** Until the server had the request: an ID token, the network, Cloud Run's queue, an instance that had to start. */
  readonly backendWait: number;
  /** In the server, but neither loading, reading nor writing: waiting for a free slot, and what it does not account for. */
  readonly modelQueue: number;
  readonly modelLoad: number;
  readonly prompt: number;
  readonly generation: number;
}

const toUs = (nanoseconds: number | undefined): number => Math.max(0, Math.round((nanoseconds ?? 0) / NS_PER_US));

/**
 * Parts the time of a call by what Ollama says of itself; undefined when it says nothing. Its clock is another than ours, so each
 * part gets at most what is left of the whole.
 *
 * `total_duration` runs from the arrival of the request; the wait for one of the `OLLAMA_NUM_PARALLEL` slots is in it and in none of the
 * other durations: https://github.com/ollama/ollama/blob/main/docs/api.md
 */
export const splitCall = ({
  last,
  firstByteMs,
  wallMs,
}: {
  readonly last: Pick<ChatResponse, 'total_duration' | 'load_duration' | 'prompt_eval_duration' | 'eval_duration'>;
  /** From the call until the headers of the answer: nobody has waited for the server any longer. */
  readonly firstByteMs: number;
  /** From the call until its last chunk. */
  readonly wallMs: number;
}): CallSplit | undefined => {
  if (!last.total_duration) return undefined;
  const wallUs = Math.round(wallMs * US_PER_MS);
  let leftUs = Math.min(toUs(last.total_duration), wallUs);
  const backendWait = Math.min(wallUs - leftUs, Math.round(firstByteMs * US_PER_MS));
  const take = (nanoseconds: number | undefined): number => {
    const taken = Math.min(toUs(nanoseconds), leftUs);
    leftUs -= taken;
    return taken;
  };
  const generation = take(last.eval_duration);
  const prompt = take(last.prompt_eval_duration);
  const modelLoad = take(last.load_duration);
  return { backendWait, modelQueue: leftUs, modelLoad, prompt, generation };
};
