import { z } from 'zod';

export const MODEL_LAYER = 'application/vnd.ollama.image.model';
export const TEMPLATE_LAYER = 'application/vnd.ollama.image.template';
export const PARAMS_LAYER = 'application/vnd.ollama.image.params';
export const MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';
export const CONFIG_TYPE = 'application/vnd.docker.container.image.v1+json';

const layer = z.object({
  mediaType: z.string(),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 hex digits'),
  size: z.int().min(0),
});
export type Layer = z.infer<typeof layer>;

const manifest = z.object({ schemaVersion: z.literal(2), config: layer, layers: z.array(layer).min(1) });
export type Manifest = z.infer<typeof manifest>;

/** @throws Error saying what in it is no manifest of a model in one GGUF file. */
export function parseManifest(text: string): Manifest {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(`The manifest is no JSON: ${String(error)}`, { cause: error });
  }
  const parsed = manifest.safeParse(content);
  if (!parsed.success) throw new Error(`The manifest cannot be used:\n${z.prettifyError(parsed.error)}`);
  weightsLayer(parsed.data);
  return parsed.data;
}

export function weightsLayer({ layers }: Manifest): Layer {
  const weights = layers.filter(({ mediaType }) => mediaType === MODEL_LAYER);
  const [only] = weights;
  if (!only || weights.length > 1)
    throw new Error(`The manifest names ${weights.length} GGUF files; one is supported.`);
  return only;
}

/** Everything the manifest refers to. */
export const layersOf = ({ config, layers }: Manifest): readonly Layer[] => [...layers, config];
