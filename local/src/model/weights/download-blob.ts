import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { hashFile } from '../../images/inspect-tree.ts';
import type { Layer } from '../store/manifest.ts';

interface BlobDownload {
  readonly url: string;
  readonly file: string;
  readonly layer: Layer;
  readonly onBytes: (completed: number) => void;
  readonly signal: AbortSignal;
  readonly stallTimeoutMs?: number;
  readonly retryDelayMs?: number;
}

const STALL_TIMEOUT_MS = 30_000;
const RETRY_DELAY_MS = 1_000;
/** In a row, none of which brought a byte. */
const MAX_VAIN_ATTEMPTS = 3;

/**
 * Downloads one blob beside its place and moves it there when its SHA-256 is right. A cut connection, or an earlier
 * run, is continued where it ended.
 * @throws Error when the server gives nothing more, or something else than asked for.
 */
export async function downloadBlob(request: BlobDownload): Promise<void> {
  const { file, layer, signal, retryDelayMs = RETRY_DELAY_MS } = request;
  const partial = `${file}.partial`;
  await mkdir(dirname(file), { recursive: true });
  for (let vainAttempts = 0; (await sizeOf(partial)) < layer.size; ) {
    const before = await sizeOf(partial);
    const problem = await receive(request, partial, before).then(
      () => null,
      (error: unknown) => error,
    );
    signal.throwIfAborted();
    vainAttempts = (await sizeOf(partial)) > before ? 0 : vainAttempts + 1;
    if (vainAttempts >= MAX_VAIN_ATTEMPTS) {
      throw new Error(
        `${layer.digest} cannot be downloaded: ${problem === null ? 'no more data came' : describe(problem)}`,
      );
    }
    if (problem !== null) await delay(retryDelayMs, undefined, { signal });
  }
  if (layer.size === 0 && (await sizeOf(partial)) === 0) await receive(request, partial, 0);
  if (`sha256:${await hashFile(partial)}` !== layer.digest) {
    await rm(partial, { force: true });
    throw new Error(`digest mismatch: what was downloaded as ${layer.digest} is something else. Try again.`);
  }
  await rename(partial, file);
}

async function receive(request: BlobDownload, partial: string, from: number): Promise<void> {
  const { url, onBytes, stallTimeoutMs = STALL_TIMEOUT_MS } = request;
  const stalled = new AbortController();
  const watch = setTimeout(() => stalled.abort(new Error(`no data for ${stallTimeoutMs / 1_000} s`)), stallTimeoutMs);
  try {
    const response = await fetch(url, {
      headers: from > 0 ? { range: `bytes=${from}-` } : {},
      signal: AbortSignal.any([request.signal, stalled.signal]),
    });
    if (!response.ok || !response.body) throw new Error(`the registry answered ${response.status}`);
    // A server that ignores the range sends everything again.
    const isContinued = response.status === 206;
    let completed = isContinued ? from : 0;
    const counted = Readable.fromWeb(response.body).on('data', (chunk: Uint8Array) => {
      watch.refresh();
      completed += chunk.byteLength;
      onBytes(completed);
    });
    await pipeline(counted, createWriteStream(partial, { flags: isContinued ? 'a' : 'w' }));
  } finally {
    clearTimeout(watch);
  }
}

const sizeOf = async (path: string) => (await stat(path).catch(() => null))?.size ?? 0;

const describe = (problem: unknown): string => (problem instanceof Error ? problem.message : JSON.stringify(problem));
