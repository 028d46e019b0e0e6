import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startServer } from '../serve/start-server.ts';
import { CONFIG_TYPE, MANIFEST_TYPE, MODEL_LAYER } from '../store/manifest.ts';

export interface FakeRegistry extends AsyncDisposable {
  readonly url: string;
  readonly manifestText: string;
  readonly weightsDigest: string;
  /** Method, path and range of every request. */
  readonly requests: readonly string[];
  /** Answers the next request for the weights in another way. */
  misbehave(answer: (response: ServerResponse, weights: Buffer) => void): void;
}

/** A registry on a loopback port that has one model, `library/tiny:1b`, and speaks the protocol of Ollama's. */
export async function startFakeRegistry(weights: Buffer): Promise<FakeRegistry> {
  const config = Buffer.from('{"model_format":"gguf","model_family":"tiny"}');
  const blobs = new Map([weights, config].map((blob) => [digestOf(blob), blob]));
  const manifestText = JSON.stringify({
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: { mediaType: CONFIG_TYPE, digest: digestOf(config), size: config.length },
    layers: [{ mediaType: MODEL_LAYER, digest: digestOf(weights), size: weights.length }],
  });
  const requests: string[] = [];
  const misbehaviours: ((response: ServerResponse, weights: Buffer) => void)[] = [];

  function answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    requests.push([url, headers.range].filter(Boolean).join(' '));
    if (url === '/v2/library/tiny/manifests/1b') return void response.end(manifestText);
    const digest = /^\/v2\/library\/tiny\/blobs\/(.+)$/.exec(url)?.[1] ?? '';
    const blob = blobs.get(digest);
    if (!blob) return void response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}');
    const misbehaviour = digest === digestOf(weights) ? misbehaviours.shift() : undefined;
    if (misbehaviour) {
      misbehaviour(response, blob);
      return;
    }
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200).end(blob.subarray(from));
  }
  const server = await startServer({ listener: answer, host: '127.0.0.1', port: 0 });
  return {
    url: `http://127.0.0.1:${server.port}`,
    manifestText,
    weightsDigest: digestOf(weights),
    requests,
    misbehave: (misbehaviour) => void misbehaviours.push(misbehaviour),
    [Symbol.asyncDispose]: () => server.stop(0),
  };
}

const digestOf = (blob: Buffer) => `sha256:${createHash('sha256').update(blob).digest('hex')}`;
