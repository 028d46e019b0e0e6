import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type grpc from '@grpc/grpc-js';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { startGrpcServer } from '../grpc/grpc-server.ts';
import { answerUnknownRoute } from '../rest/google-error.ts';
import { loopbackOnly } from './loopback-only.ts';
import type { Cloud } from './open-cloud.ts';
import type { Part } from './part.ts';
import type { RunContext } from './run-context.ts';

/** A cloud service of this machine: what it answers over gRPC, over HTTP, or both. */
export interface TwinService {
  readonly register?: (server: grpc.Server) => void;
  readonly routes?: Hono;
}

export interface TwinPart extends Part {
  /** @throws Error before it runs. */
  readonly cloud: () => Cloud;
}

/** The two servers through which everything else talks to the local cloud. */
export function twinPart(
  context: RunContext,
  options: {
    readonly open: () => Promise<Cloud>;
    /** What calls functions, and is answered here like the rest. */
    readonly triggers: readonly TwinService[];
  },
): TwinPart {
  const { ports } = context;
  const running = new AsyncDisposableStack();
  let cloud: Cloud | undefined;
  return {
    name: 'twin',
    cloud: () => {
      if (!cloud) throw new Error('The local cloud does not run yet.');
      return cloud;
    },
    start: async () => {
      cloud = running.use(await options.open());
      const services = [...cloud.services, ...options.triggers];
      running.use(
        await startGrpcServer({ port: ports.grpc, register: services.flatMap((service) => bound(service) ?? []) }),
      );
      const app = new Hono().use(loopbackOnly);
      for (const { routes } of services) if (routes) app.route('/', routes);
      app.notFound(({ req }) => answerUnknownRoute('REST server', req.method, req.path));
      const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
      const server = createServer((request, response) => void listener(request, response));
      running.defer(() => closeServer(server));
      server.listen(ports.twin, '127.0.0.1');
      await once(server, 'listening');
      return undefined;
    },
    stop: () => running.disposeAsync(),
  };
}

/** Services keep their own `this`. */
function bound(service: TwinService): ((server: grpc.Server) => void) | undefined {
  return service.register && ((server) => service.register?.(server));
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
