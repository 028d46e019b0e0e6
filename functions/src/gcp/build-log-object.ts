import { callApi } from '../platform/failure-mapping.ts';
import { storageClient } from './clients.ts';

/** What one answer carries at most, so that a long log arrives in pieces. */
export const MAX_READ_BYTES = 256 * 1_024;

/** Reads what was appended to a build log since `offsetBytes`; empty when there is nothing new or no log yet. */
export async function readLogFrom(options: {
  readonly bucket: string;
  readonly object: string;
  readonly offsetBytes: number;
}): Promise<Buffer> {
  const storage = await storageClient();
  const file = storage.bucket(options.bucket).file(options.object);
  return await callApi('Cloud Storage', async () => {
    try {
      const [data] = await file.download({
        start: options.offsetBytes,
        end: options.offsetBytes + MAX_READ_BYTES - 1,
        validation: false,
      });
      return data;
    } catch (error) {
      // 404: the build has not written yet; 416: nothing after the offset.
      const { code } = error as { readonly code?: unknown };
      if (code === 404 || code === 416) return Buffer.alloc(0);
      throw error;
    }
  });
}

/** The last lines of a log, oldest first, for the record of a failure. */
export async function logTail(options: {
  readonly bucket: string;
  readonly object: string;
  readonly lines: number;
}): Promise<string[]> {
  const storage = await storageClient();
  const file = storage.bucket(options.bucket).file(options.object);
  return await callApi('Cloud Storage', async () => {
    const [exists] = await file.exists();
    if (!exists) return [];
    const [metadata] = await file.getMetadata();
    const size = Number(metadata.size ?? 0);
    if (size === 0) return [];
    const [data] = await file.download({ start: Math.max(0, size - 32 * 1_024), validation: false });
    return data
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-options.lines)
      .map((line) => line.slice(0, 2_000));
  });
}
