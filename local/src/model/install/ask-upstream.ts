import { z } from 'zod';

const TIMEOUT_MS = 5_000;

/** The version of the Ollama server at a URL. @throws Error when there is none, with what to do. */
export async function askUpstream(url: string): Promise<string> {
  try {
    const response = await fetch(new URL('/api/version', url), { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return z.object({ version: z.string() }).parse(await response.json()).version;
  } catch (error) {
    throw new Error(
      `OLLAMA_HOST names ${url}, and no Ollama server answers there. Start it, or unset OLLAMA_HOST to use the model server of this product.`,
      { cause: error },
    );
  }
}
