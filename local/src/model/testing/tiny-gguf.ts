/** A GGUF file with a name, an architecture and no tensors. @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
export function tinyGguf(metadata: Readonly<Record<string, string>> = {}): Buffer {
  const entries = Object.entries({ 'general.architecture': 'llama', 'general.name': 'Tiny', ...metadata });
  return Buffer.concat([
    Buffer.from('GGUF'),
    uint32(3),
    uint64(0),
    uint64(entries.length),
    ...entries.flatMap(([key, value]) => [text(key), uint32(STRING_TYPE), text(value)]),
    Buffer.alloc(64),
  ]);
}

const STRING_TYPE = 8;

const text = (value: string) => Buffer.concat([uint64(Buffer.byteLength(value)), Buffer.from(value)]);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
