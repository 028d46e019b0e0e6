import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
}

interface Export {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly resource: unknown;
  readonly spans: readonly SentSpan[];
}

export interface FakeCollector extends AsyncDisposable {
  readonly url: string;
  readonly exports: readonly Export[];
}

/** Takes spans as an OTLP collector does, or refuses them. https://opentelemetry.io/docs/specs/otlp/#otlphttp */
export const startFakeCollector = async ({ status = 200 } = {}): Promise<FakeCollector> => {
  const exports: Export[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const { resourceSpans } = body as {
        readonly resourceSpans: readonly [
          { readonly resource: unknown; readonly scopeSpans: readonly [{ readonly spans: readonly SentSpan[] }] },
        ];
      };
      const [{ resource, scopeSpans }] = resourceSpans;
      exports.push({ path: request.url ?? '', headers: request.headers, resource, spans: scopeSpans[0].spans });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exports,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
