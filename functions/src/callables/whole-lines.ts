import { MAX_READ_BYTES } from '../gcp/build-log-object.ts';

const LINE_FEED = 0x0a;

/**
 * The part of a piece of log that can be shown now: up to its last line end, so that no character is cut in two.
 * What follows is shown when nothing more will come, or when a whole piece is one line.
 */
export function wholeLines(piece: Buffer, logHasEnded: boolean): Buffer {
  const end = piece.lastIndexOf(LINE_FEED) + 1;
  const isFull = piece.length >= MAX_READ_BYTES;
  const showRest = isFull ? end === 0 : logHasEnded;
  if (!showRest) return piece.subarray(0, end);
  return isFull ? wholeCharacters(piece) : piece;
}

/** Without the beginning of a UTF-8 character whose rest is in the next piece. */
function wholeCharacters(piece: Buffer): Buffer {
  const tail = piece.subarray(-3);
  const start = tail.findLastIndex((byte) => byte >= 0xc0);
  if (start < 0) return piece;
  const lead = tail[start] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  const missing = length - (tail.length - start);
  return missing > 0 ? piece.subarray(0, piece.length - (tail.length - start)) : piece;
}
