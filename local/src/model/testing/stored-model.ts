import { parseModelName } from '../model-name.ts';
import { CONFIG_TYPE, MODEL_LAYER } from '../store/manifest.ts';
import type { StoredModel } from '../store/model-store.ts';

const digest = `sha256:${'a'.repeat(64)}`;

/** A model for tests that never open its files. */
export function storedModel(id: string): StoredModel {
  const name = parseModelName(id);
  if (!name) throw new Error(`${id} is no model name.`);
  return {
    name,
    digest: id,
    manifest: {
      schemaVersion: 2,
      config: { mediaType: CONFIG_TYPE, digest, size: 1 },
      layers: [{ mediaType: MODEL_LAYER, digest, size: 1 }],
    },
    manifestText: '',
    details: {
      parent_model: '',
      format: 'gguf',
      family: 'test',
      families: ['test'],
      parameter_size: '1M',
      quantization_level: 'F16',
    },
    weightsFile: `/weights/${id}`,
    sizeBytes: 2,
    modifiedAt: new Date(0),
  };
}
