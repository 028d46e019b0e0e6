import { z } from 'zod';

/** A seed of 32 bits is what the sampler takes. */
const MAX_SEED = 0xff_ff_ff_ff;

/**
 * The options of a request. Those that only tell Ollama how to use the machine are accepted and mean nothing here.
 * @see https://github.com/ollama/ollama/blob/main/docs/modelfile.mdx#valid-parameters-and-values
 */
export const requestOptions = z.strictObject({
  temperature: z.number().min(0).optional(),
  top_p: z.number().min(0).max(1).optional(),
  top_k: z.int().min(0).optional(),
  min_p: z.number().min(0).max(1).optional(),
  /** Nothing above 0: until the model ends by itself. */
  num_predict: z.int().min(-2).optional(),
  stop: z.union([z.array(z.string()), z.string().transform((stop) => [stop])]).optional(),
  seed: z.int().min(-1).max(MAX_SEED).optional(),
  repeat_penalty: z.number().min(0).optional(),
  repeat_last_n: z.int().min(-1).optional(),
  presence_penalty: z.number().optional(),
  frequency_penalty: z.number().optional(),
  num_ctx: z.int().min(1).optional(),
  num_keep: z.unknown().optional(),
  num_batch: z.unknown().optional(),
  num_gpu: z.unknown().optional(),
  main_gpu: z.unknown().optional(),
  num_thread: z.unknown().optional(),
  use_mmap: z.unknown().optional(),
  typical_p: z.unknown().optional(),
});
export type RequestOptions = z.output<typeof requestOptions>;

export interface SamplingOptions {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly minP: number;
  /** `null`: a different answer every time. */
  readonly seed: number | null;
  readonly repeatPenalty: number;
  readonly repeatLastTokens: number;
  readonly presencePenalty: number;
  readonly frequencyPenalty: number;
  /** Infinity: until the model ends by itself. */
  readonly maxTokens: number;
  readonly stops: readonly string[];
}

const OLLAMA_DEFAULTS = {
  temperature: 0.8,
  top_p: 0.9,
  top_k: 40,
  min_p: 0,
  num_predict: -1,
  stop: [],
  seed: -1,
  repeat_penalty: 1.1,
  repeat_last_n: 64,
  presence_penalty: 0,
  frequency_penalty: 0,
} satisfies RequestOptions;

/** What a request asks for, over what its model sets, over Ollama's defaults. */
export function samplingOptions(layers: {
  readonly request: RequestOptions;
  readonly model: RequestOptions;
}): SamplingOptions {
  const merged = { ...OLLAMA_DEFAULTS, ...defined(layers.model), ...defined(layers.request) };
  return {
    temperature: merged.temperature,
    topP: merged.top_p,
    topK: merged.top_k,
    minP: merged.min_p,
    seed: merged.seed < 0 ? null : merged.seed,
    repeatPenalty: merged.repeat_penalty,
    repeatLastTokens: merged.repeat_last_n < 0 ? Number.POSITIVE_INFINITY : merged.repeat_last_n,
    presencePenalty: merged.presence_penalty,
    frequencyPenalty: merged.frequency_penalty,
    maxTokens: merged.num_predict <= 0 ? Number.POSITIVE_INFINITY : merged.num_predict,
    stops: merged.stop,
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(options: T): Defined<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Defined<T>;
}
