import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';

/** Of one connection, not of the message. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'host']);

/** Hands every request on to another Ollama server, and its answer back as it comes. */
export function reverseProxy(upstream: URL, onLog: (line: string) => void): RequestListener {
  return (incoming, outgoing) => {
    const forwarded = open(upstream, incoming);
    // Whoever leaves here leaves there: the upstream's slot becomes free at once.
    outgoing.once('close', () => forwarded.destroy());
    forwarded.once('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      pipeline(answer, outgoing).catch(() => outgoing.destroy());
    });
    forwarded.once('error', (error) => {
      if (outgoing.destroyed) return;
      onLog(`${incoming.method} ${incoming.url}: ${upstream.origin} does not answer: ${error.message}`);
      if (outgoing.headersSent) return void outgoing.destroy();
      outgoing.writeHead(502, { 'content-type': 'application/json' });
      outgoing.end(
        JSON.stringify({ error: `the Ollama server at ${upstream.origin} does not answer: ${error.message}` }),
      );
    });
    pipeline(incoming, forwarded).catch((error: unknown) => onLog(`${incoming.url} was broken off: ${String(error)}`));
  };
}

function open(upstream: URL, { method, url, headers }: IncomingMessage): ClientRequest {
  const send = upstream.protocol === 'https:' ? httpsRequest : httpRequest;
  return send(new URL(url ?? '/', upstream), { method, headers: { ...endToEnd(headers), host: upstream.host } });
}

const endToEnd = (headers: IncomingMessage['headers']) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
