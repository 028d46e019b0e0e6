import { crc32cBase64 } from './crc32c.ts';
import type { ObjectFacts } from './object-store.ts';
import { etagOf } from './storage-resources.ts';

/** The content of an object, or the part that a Range header asks for. */
export function mediaResponse(object: ObjectFacts, bytes: Buffer, rangeHeader: string | undefined): Response {
  const sums = [`crc32c=${crc32cBase64(object.crc32c)}`, ...(object.md5Hash === null ? [] : [`md5=${object.md5Hash}`])];
  const headers = {
    'content-type': object.contentType,
    'accept-ranges': 'bytes',
    etag: etagOf(object),
    'last-modified': new Date(object.updated).toUTCString(),
    'x-goog-generation': object.generation,
    'x-goog-hash': sums.join(','),
    'x-goog-stored-content-encoding': 'identity',
    'x-goog-stored-content-length': String(object.sizeBytes),
  };
  const range = readRange(rangeHeader, bytes.byteLength);
  if (range === 'none') return new Response(new Uint8Array(bytes), { headers });
  if (range === 'unsatisfiable') {
    const body = 'The requested range cannot be satisfied.';
    return new Response(body, { status: 416, headers: { 'content-range': `bytes */${bytes.byteLength}` } });
  }
  const { first, last } = range;
  return new Response(new Uint8Array(bytes.subarray(first, last + 1)), {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${bytes.byteLength}` },
  });
}

type Range = 'none' | 'unsatisfiable' | { readonly first: number; readonly last: number };

/** A single range; anything else is ignored, as HTTP allows. */
export function readRange(header: string | undefined, sizeBytes: number): Range {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return 'none';
  if (from === '') {
    const length = Math.min(Number(to), sizeBytes);
    return length === 0 ? 'unsatisfiable' : { first: sizeBytes - length, last: sizeBytes - 1 };
  }
  const first = Number(from);
  const last = to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (to !== '' && Number(to) < first) return 'none';
  return first >= sizeBytes ? 'unsatisfiable' : { first, last };
}
