import { z } from 'zod';

const text = z.string().catch('');

/** What the config blob of a manifest says about the weights; registries leave fields out. */
const modelConfig = z
  .object({
    model_format: text,
    model_family: text,
    model_families: z.array(z.string()).nullish(),
    model_type: text,
    file_type: text,
  })
  .transform((config) => ({
    parent_model: '',
    format: config.model_format,
    family: config.model_family,
    families: config.model_families ?? [config.model_family],
    parameter_size: config.model_type,
    quantization_level: config.file_type,
  }));

/** Ollama's `details` of a model. */
export type ModelDetails = z.output<typeof modelConfig>;

export const parseModelConfig = (content: string): ModelDetails => modelConfig.parse(JSON.parse(content));
