import { join } from 'node:path';
import { z } from 'zod';
import { DEFAULT_KEEP_ALIVE_MS, keepAliveSetting } from './keep-alive.ts';
import { parseOllamaHost } from './ollama-host.ts';

const count = (preset: number) => z.coerce.number().int().min(1).default(preset);

const environment = z.object({
  OLLAMA_HOST: z.string().default('').transform(parseOllamaHost),
  OLLAMA_MODELS: z.string().optional(),
  OLLAMA_NUM_PARALLEL: count(1),
  OLLAMA_MAX_QUEUE: count(512),
  OLLAMA_MAX_LOADED_MODELS: count(3),
  OLLAMA_CONTEXT_LENGTH: count(4_096),
  OLLAMA_KEEP_ALIVE: keepAliveSetting.default(DEFAULT_KEEP_ALIVE_MS),
  OLLAMA_DEBUG: z
    .string()
    .default('')
    .transform((text) => /^(1|t|true)$/i.test(text)),
});

export type ServerSettings = ReturnType<typeof readServerSettings>;

/**
 * Ollama's own variables, with Ollama's own defaults; empty ones count as unset, and `0` of a count too.
 * @throws Error that names every variable that cannot be used.
 */
export function readServerSettings(env: Readonly<Record<string, string | undefined>>, home: string) {
  const isCount = (name: string) => /_(PARALLEL|QUEUE|MODELS|LENGTH)$/.test(name);
  const given = Object.entries(env).filter(([name, value]) => value && !(isCount(name) && value === '0'));
  const parsed = environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new Error(`The environment cannot be used:\n${z.prettifyError(parsed.error)}`);
  const values = parsed.data;
  return {
    host: values.OLLAMA_HOST,
    modelsFolder: values.OLLAMA_MODELS ?? join(home, '.ollama/models'),
    parallelRequests: values.OLLAMA_NUM_PARALLEL,
    maxQueuedRequests: values.OLLAMA_MAX_QUEUE,
    maxLoadedModels: values.OLLAMA_MAX_LOADED_MODELS,
    contextTokens: values.OLLAMA_CONTEXT_LENGTH,
    keepAliveMs: values.OLLAMA_KEEP_ALIVE,
    debug: values.OLLAMA_DEBUG,
  };
}
