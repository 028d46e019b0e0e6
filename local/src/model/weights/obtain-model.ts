import { join } from 'node:path';
import { shortModelName } from '../model-name.ts';
import { ggufContent } from '../store/gguf-content.ts';
import type { ModelContent } from '../store/model-store.ts';
import type { WeightsRequest, WeightsSource } from './weights-source.ts';
import { withFileLock } from './with-file-lock.ts';

export interface ObtainRequest extends WeightsRequest {
  /** A GGUF file that stands for every model asked for. */
  readonly gguf: string | null;
  /** Asked in this order when the cache does not have the model. */
  readonly sources: readonly WeightsSource[];
  /** Whether a model of the cache is hashed again, or only weighed. */
  readonly check: 'content' | 'size';
}

/**
 * Brings a model to this machine: from the file that the person named, from the cache, from the first source that has it.
 * @throws Error naming what every source said, and the ways out.
 */
export async function obtainModel(request: ObtainRequest): Promise<ModelContent> {
  if (request.gguf !== null) return await ggufContent({ kind: 'foreign', path: request.gguf });
  return (await fromCache(request)) ?? (await download(request));
}

async function fromCache({ name, cache, check, onProgress }: ObtainRequest): Promise<ModelContent | null> {
  const model = await cache.find(name);
  if (!model) return null;
  if (check === 'content') {
    onProgress({ status: 'verifying sha256 digest' });
    if (!(await cache.verify(model))) return null;
  }
  return cache.contentOf(model);
}

async function download(request: ObtainRequest): Promise<ModelContent> {
  const { name, cache, signal, onProgress } = request;
  const lock = {
    file: join(cache.folder, 'locks', `${shortModelName(name).replaceAll(/[^\w.-]/g, '_')}.lock`),
    signal,
    onWait: () => onProgress({ status: 'waiting for another process that downloads it' }),
  };
  return await withFileLock(lock, async () => {
    // Whoever had the lock before may have brought it.
    const cached = await cache.find(name);
    if (cached) return cache.contentOf(cached);
    await cache.put(name, await firstOf(request));
    onProgress({ status: 'writing manifest' });
    const model = await cache.find(name);
    if (!model) throw new Error(`${shortModelName(name)} vanished from ${cache.folder}.`);
    return cache.contentOf(model);
  });
}

async function firstOf(request: ObtainRequest): Promise<ModelContent> {
  const { name, sources, signal } = request;
  const answers: string[] = [];
  for (const source of sources) {
    try {
      const content = await source.fetch(request);
      if (content) return content;
      answers.push(`${source.label}: does not have it`);
    } catch (error) {
      signal.throwIfAborted();
      answers.push(`${source.label}: ${reasonOf(error)}`);
    }
  }
  const model = shortModelName(name);
  throw new Error(
    `The weights of ${model} are not on this machine and cannot be brought here.\n${answers.map((answer) => `  - ${answer}\n`).join('')}` +
      'Connect this machine to one of them and try again; or set OLLAMA_HOST to an Ollama server that has the model; ' +
      'or set PROVING_GROUND_GGUF to the path of a GGUF file.',
  );
}

/** Node's fetch says "fetch failed"; why is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message} (${cause.message})` : error.message;
}
