import { z } from 'zod';

export const MODEL_IDS = ['gemma3:270m', 'gemma3:1b', 'gemma3:4b', 'gemma3:12b'] as const;
export const modelId = z.enum(MODEL_IDS);
export type ModelId = z.infer<typeof modelId>;

export interface ModelEntry {
  readonly id: ModelId;
  readonly label: string;
  /** Size of the weights that the image carries. */
  readonly weightsGiB: number;
  /** Memory the model and its slots need, in GPU memory where there is a GPU. */
  readonly neededMemoryGiB: number;
  /** Smallest container memory that leaves the server room beside the weights. */
  readonly minMemoryGiB: number;
  readonly minCpuCount: number;
  /** Whether answers come at reading speed without a GPU. */
  readonly runsOnCpu: boolean;
  /** OLLAMA_NUM_PARALLEL that fits an L4's 24 GB beside the weights. */
  readonly parallelRequests: number;
  /** Requests an instance takes at once: up to twice the parallel requests keeps the GPU busy.
   * @see https://cloud.google.com/run/docs/tutorials/gpu-gemma-with-ollama */
  readonly concurrency: number;
}

/** The Gemma 3 sizes that Ollama serves, with what each needs on one NVIDIA L4. */
export const MODEL_CATALOGUE: Readonly<Record<ModelId, ModelEntry>> = {
  'gemma3:270m': {
    id: 'gemma3:270m',
    label: 'Gemma 3 270M',
    weightsGiB: 0.3,
    neededMemoryGiB: 1,
    minMemoryGiB: 2,
    minCpuCount: 1,
    runsOnCpu: true,
    parallelRequests: 4,
    concurrency: 7,
  },
  'gemma3:1b': {
    id: 'gemma3:1b',
    label: 'Gemma 3 1B',
    weightsGiB: 0.8,
    neededMemoryGiB: 2,
    minMemoryGiB: 4,
    minCpuCount: 2,
    runsOnCpu: true,
    parallelRequests: 4,
    concurrency: 7,
  },
  'gemma3:4b': {
    id: 'gemma3:4b',
    label: 'Gemma 3 4B',
    weightsGiB: 3.3,
    neededMemoryGiB: 7,
    minMemoryGiB: 8,
    minCpuCount: 4,
    runsOnCpu: false,
    parallelRequests: 4,
    concurrency: 7,
  },
  'gemma3:12b': {
    id: 'gemma3:12b',
    label: 'Gemma 3 12B',
    weightsGiB: 8.1,
    neededMemoryGiB: 16,
    minMemoryGiB: 16,
    minCpuCount: 4,
    runsOnCpu: false,
    parallelRequests: 2,
    concurrency: 4,
  },
};
