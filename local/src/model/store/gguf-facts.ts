import { GgufFileType, type GgufMetadata, readGgufFileInfo } from 'node-llama-cpp';

/** The model facts that a GGUF file says about itself. */
export interface GgufFacts {
  readonly architecture: string;
  readonly parameterCount: number;
  readonly quantization: string;
  /** `null`: the file brings no chat template, as base models do not. */
  readonly chatTemplate: string | null;
  /** Metadata by dotted key, as Ollama's `model_info`; lists of the vocabulary are left out. */
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
}

/** Lists with a line per token of the vocabulary: most of the file's head, and of no use here. */
const VOCABULARY_KEYS = ['tokens', 'merges', 'scores', 'token_type'].map((key) => `tokenizer.ggml.${key}`);

/** @throws Error when the file is no GGUF file. */
export async function readGgufFacts(file: string): Promise<GgufFacts> {
  const info = await readGgufFileInfo(file, {
    sourceType: 'filesystem',
    ignoreKeys: VOCABULARY_KEYS,
    logWarnings: false,
  }).catch((error: unknown) => {
    throw new Error(`${file} is no GGUF file: ${String(error)}`, { cause: error });
  });
  const { general } = info.metadata;
  const metadata = flatten(info.metadata);
  const { 'tokenizer.chat_template': chatTemplate } = metadata;
  const sizes = (info.fullTensorInfo ?? []).map(({ dimensions }) =>
    dimensions.reduce<number>((product, size) => product * Number(size), 1),
  );
  const parameterCount = sizes.reduce((sum, size) => sum + size, 0);
  const fileType = general.file_type === undefined ? undefined : GgufFileType[general.file_type];
  return {
    architecture: general.architecture,
    parameterCount,
    quantization: fileType?.replace(/^MOSTLY_/, '').replace(/^ALL_/, '') ?? 'unknown',
    chatTemplate: typeof chatTemplate === 'string' ? chatTemplate : null,
    metadata: { ...metadata, 'general.parameter_count': parameterCount },
  };
}

function flatten(metadata: GgufMetadata): Record<string, string | number | boolean> {
  const flat: Record<string, string | number | boolean> = {};
  function visit(value: unknown, key: string): void {
    if (typeof value === 'bigint') flat[key] = Number(value);
    else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') flat[key] = value;
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) visit(inner, key === '' ? name : `${key}.${name}`);
    }
  }
  visit(metadata, '');
  return flat;
}
