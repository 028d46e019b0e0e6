import { createServer, type Server, type Socket } from 'node:net';

/**
 * Just enough of HTTP/1.1 to answer load generators on loopback. Node's own server costs as much per request as the fastest
 * of them, so that they would wait for it; this one costs a fraction.
 */
const END_OF_HEAD = '\r\n\r\n';
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;
const NOTHING: Buffer = Buffer.alloc(0);

export type Respond = (path: string, socket: Socket) => void;

/** A server that calls back for each request once its body has come; the body itself is dropped. */
export function createLeanServer(respond: Respond): Server {
  return createServer({ noDelay: true }, (socket) => {
    let rest = NOTHING;
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let end = endOfRequest(rest); end > 0; end = endOfRequest(rest)) {
        const path = rest.toString('latin1', rest.indexOf(' ') + 1, rest.indexOf(' HTTP/'));
        rest = end === rest.length ? NOTHING : rest.subarray(end);
        respond(path, socket);
      }
    });
    // Generators that are done reset their connections.
    socket.on('error', () => socket.destroy());
  });
}

/** Where the first request ends, 0 while some of it is missing. */
function endOfRequest(bytes: Buffer): number {
  const headEnd = bytes.indexOf(END_OF_HEAD);
  if (headEnd < 0) return 0;
  const length = CONTENT_LENGTH.exec(bytes.toString('latin1', 0, headEnd))?.[1] ?? '0';
  const end = headEnd + END_OF_HEAD.length + Number(length);
  return end <= bytes.length ? end : 0;
}

const head = (headers: readonly string[]): string =>
  ['HTTP/1.1 200 OK', 'connection: keep-alive', 'keep-alive: timeout=620', ...headers].join('\r\n') + END_OF_HEAD;

/** A whole answer of one JSON text, ready to be written. */
export function jsonAnswer(json: string): Buffer {
  return Buffer.from(
    `${head(['content-type: application/json', `content-length: ${Buffer.byteLength(json)}`])}${json}`,
  );
}

/** The head of an event stream, then its frames, each a chunk; the last one also ends the answer. */
export function sseAnswer(frames: readonly string[]): { readonly head: Buffer; readonly chunks: readonly Buffer[] } {
  const asChunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
  return {
    head: Buffer.from(
      head([
        'content-type: text/event-stream; charset=utf-8',
        'cache-control: no-cache',
        'x-accel-buffering: no',
        'transfer-encoding: chunked',
      ]),
    ),
    chunks: frames.map((frame, index) =>
      Buffer.from(asChunk(frame) + (index === frames.length - 1 ? asChunk('') : '')),
    ),
  };
}
