import type { ModelName } from '../model-name.ts';
import { layersOf, MANIFEST_TYPE, parseManifest } from '../store/manifest.ts';
import type { ModelContent } from '../store/model-store.ts';
import { downloadBlob } from './download-blob.ts';
import { blobProgress } from './pull-progress.ts';
import type { WeightsRequest, WeightsSource } from './weights-source.ts';

/** Enough for a slow line, short enough to go on to the next source where there is no network. */
const MANIFEST_TIMEOUT_MS = 5_000;

/**
 * Ollama's registry.
 * @see https://github.com/ollama/ollama/blob/main/server/images.go
 */
export function registrySource(
  options: {
    /** Left out, the one that the model's name says. */
    readonly baseUrl?: string;
    readonly retryDelayMs?: number;
  } = {},
): WeightsSource {
  return {
    label: 'the Ollama registry',
    fetch: async (request) => {
      const base = `${options.baseUrl ?? `https://${request.name.host}`}/v2/${repositoryOf(request.name)}`;
      request.onProgress({ status: 'pulling manifest' });
      const manifestText = await fetchManifest(`${base}/manifests/${request.name.tag}`, request.signal);
      return manifestText === null ? null : await fetchBlobs({ ...request, ...options, base, manifestText });
    },
  };
}

const repositoryOf = ({ namespace, model }: ModelName) => `${namespace}/${model}`;

async function fetchManifest(url: string, signal: AbortSignal): Promise<string | null> {
  const response = await fetch(url, {
    headers: { accept: MANIFEST_TYPE },
    signal: AbortSignal.any([signal, AbortSignal.timeout(MANIFEST_TIMEOUT_MS)]),
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`the registry answered ${response.status}`);
  return await response.text();
}

async function fetchBlobs(
  request: WeightsRequest & { readonly base: string; readonly manifestText: string; readonly retryDelayMs?: number },
): Promise<ModelContent> {
  const { base, cache, manifestText, onProgress, signal, retryDelayMs } = request;
  for (const layer of layersOf(parseManifest(manifestText))) {
    if (await cache.hasBlob(layer)) continue;
    await downloadBlob({
      url: `${base}/blobs/${layer.digest}`,
      file: cache.blobFile(layer.digest),
      layer,
      onBytes: (completed) => onProgress(blobProgress(layer.digest, { total: layer.size, completed })),
      signal,
      ...(retryDelayMs === undefined ? {} : { retryDelayMs }),
    });
  }
  onProgress({ status: 'verifying sha256 digest' });
  // All of them lie where they belong by now.
  return { manifestText, blobs: new Map() };
}
