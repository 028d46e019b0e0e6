import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { hashFile } from '../../images/inspect-tree.ts';
import type { BlobSource } from './blob-file.ts';
import { type GgufFacts, readGgufFacts } from './gguf-facts.ts';
import { CONFIG_TYPE, MANIFEST_TYPE, type Manifest, MODEL_LAYER } from './manifest.ts';
import type { ModelContent } from './model-store.ts';

/** Makes a model of a bare GGUF file, with the manifest that Ollama would write for it. */
export async function ggufContent(weights: BlobSource & { readonly path: string }): Promise<ModelContent> {
  const facts = await readGgufFacts(weights.path);
  const configText = JSON.stringify(configOf(facts));
  const config = `sha256:${createHash('sha256').update(configText).digest('hex')}`;
  const model = `sha256:${await hashFile(weights.path)}`;
  const manifest: Manifest & { readonly mediaType: string } = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: CONFIG_TYPE, digest: config, size: Buffer.byteLength(configText) },
    layers: [{ mediaType: MODEL_LAYER, digest: model, size: (await stat(weights.path)).size }],
  };
  return {
    manifestText: JSON.stringify(manifest),
    blobs: new Map<string, BlobSource>([
      [config, { kind: 'text', text: configText }],
      [model, weights],
    ]),
  };
}

const configOf = ({ architecture, parameterCount, quantization }: GgufFacts) => ({
  model_format: 'gguf',
  model_family: architecture,
  model_families: [architecture],
  model_type: humanCount(parameterCount),
  file_type: quantization,
});

/** @see https://github.com/ollama/ollama/blob/main/format/format.go */
function humanCount(count: number): string {
  if (count >= 1e9) return `${(count / 1e9).toFixed(1)}B`;
  if (count >= 1e6) return `${(count / 1e6).toFixed(2)}M`;
  return count >= 1e3 ? `${(count / 1e3).toFixed(0)}K` : String(count);
}
