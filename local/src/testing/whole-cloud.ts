import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RevisionsClient } from '@google-cloud/run';
import { getRequestListener } from '@hono/node-server';
import * as gax from 'google-gax';
import { Hono } from 'hono';
import { startGrpcServer } from '../grpc/grpc-server.ts';
import { createProcesses } from '../processes/processes.ts';
import { answerUnknownRoute } from '../rest/google-error.ts';
import { openCloud } from '../start/open-cloud.ts';
import { choosePorts, type Ports } from '../start/ports.ts';
import { type DrawFault, faultInterceptor, faultMiddleware } from './fault.ts';

/** Where a cloud listens: one after the other may be there, and clients notice no more than an outage. */
export type CloudPlace = Pick<Ports, 'grpc' | 'twin' | 'metadata'> & { readonly all: Ports };

export interface WholeCloud extends AsyncDisposable {
  /** Names of a service's revisions; none when the service is not there. */
  revisionsOf(service: string): Promise<readonly string[]>;
}

export async function choosePlace(): Promise<CloudPlace> {
  const all = await choosePorts('auto');
  return { grpc: all.grpc, twin: all.twin, metadata: all.metadata, all };
}

/** What makes unmodified Google clients of this process talk to the cloud there. */
export function placeEnvironment({ grpc, twin, metadata }: CloudPlace): Readonly<Record<string, string>> {
  return {
    LOCAL_CLOUD_HOST: `127.0.0.1:${grpc}`,
    LOCAL_CLOUD_HTTP: `http://127.0.0.1:${twin}`,
    STORAGE_EMULATOR_HOST: `http://127.0.0.1:${twin}`,
    GCE_METADATA_HOST: `127.0.0.1:${metadata}`,
    METADATA_SERVER_DETECTION: 'assume-present',
  };
}

/** The twin's whole cloud, empty, as `npm start` assembles it, with a layer of faults around every call over the network. */
export async function startWholeCloud(options: {
  readonly place: CloudPlace;
  readonly projectId: string;
  readonly draw: DrawFault;
  readonly publish: (event: { readonly topic: string; readonly data: string }) => void;
}): Promise<WholeCloud> {
  const { place, projectId, draw, publish } = options;
  const folder = await mkdtemp(join(tmpdir(), 'pg-cloud-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const processes = await createProcesses();
  opened.use(processes);
  const cloud = opened.use(
    await openCloud({
      context: {
        repoRoot: folder,
        stateFolder: folder,
        env: { variables: {}, settings: { PATH: '' } },
        projectId,
        gpuQuota: 3,
        metricTiming: { periodSeconds: 60, lagSeconds: 0 },
        processes,
        ports: place.all,
        openLog: () => ({ file: '', write: () => undefined, lastLines: () => '' }),
        say: () => undefined,
        fail: () => undefined,
      },
      firestoreHost: `127.0.0.1:${place.all.firestore}`,
      ollama: { version: 'none', install: () => Promise.resolve() },
      topics: {
        publish: ({ topic, data }) => {
          publish({ topic, data });
          return Promise.resolve();
        },
      },
    }),
  );
  const register = cloud.services.flatMap((service) => service.register?.bind(service) ?? []);
  opened.use(await startGrpcServer({ port: place.grpc, register, interceptors: [faultInterceptor(draw)] }));
  const app = new Hono().use(faultMiddleware(draw));
  for (const { routes } of cloud.services) if (routes) app.route('/', routes);
  app.notFound(({ req }) => answerUnknownRoute('REST server', req.method, req.path));
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  server.listen(place.twin, '127.0.0.1');
  await once(server, 'listening');
  opened.defer(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  const revisions = new RevisionsClient({
    servicePath: '127.0.0.1',
    port: place.grpc,
    sslCreds: gax.grpc.credentials.createInsecure(),
    authClient: new gax.googleAuthLibrary.PassThroughClient(),
  });
  opened.defer(() => revisions.close());
  const running = opened.move();
  return {
    revisionsOf: async (service) => {
      const [found] = await revisions.listRevisions({ parent: service }).catch((error: unknown) => {
        if ((error as { readonly code?: unknown }).code === gax.Status.NOT_FOUND) return [[]];
        throw error;
      });
      return found.map(({ name }) => name?.split('/').at(-1) ?? '');
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
