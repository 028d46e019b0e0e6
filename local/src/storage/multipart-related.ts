import { storageError } from './storage-error.ts';

/** Reads a `multipart/related` body: the metadata as JSON, then the content. */
export function readMultipartRelated(body: Buffer, contentType: string) {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (!boundary) throw storageError(400, 'The content type of a multipart upload must name its boundary.');
  const [metadata, media] = splitParts(body, boundary);
  if (!metadata || !media) throw storageError(400, 'A multipart upload has two parts: metadata and content.');
  return { json: metadata.content.toString('utf8'), bytes: media.content, type: media.contentType };
}

function splitParts(body: Buffer, boundary: string) {
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: { content: Buffer; contentType: string | undefined }[] = [];
  let start = body.indexOf(delimiter);
  while (start >= 0 && parts.length < 2) {
    const from = start + delimiter.byteLength;
    const end = body.indexOf(Buffer.concat([Buffer.from('\r\n'), delimiter]), from);
    if (end < 0) break;
    const part = body.subarray(from, end);
    const head = part.indexOf('\r\n\r\n');
    if (head >= 0) {
      const headers = part.subarray(0, head).toString('latin1');
      parts.push({ content: part.subarray(head + 4), contentType: /^content-type:\s*(.+?)\s*$/im.exec(headers)?.[1] });
    }
    start = end + 2;
  }
  return parts;
}
