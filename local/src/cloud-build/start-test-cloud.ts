import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CloudBuildClient } from '@google-cloud/cloudbuild';
import * as gax from 'google-gax';
import { create } from 'tar';
import { openRepositoryStore } from '../artifact-registry/repository-store.ts';
import { startGrpcServer } from '../grpc/grpc-server.ts';
import { createOperations } from '../grpc/operations.ts';
import { createBaseImages } from '../images/base-images.ts';
import { createImageStore } from '../images/image-store.ts';
import { createProcesses } from '../processes/processes.ts';
import { createObjectStore } from '../storage/object-store.ts';
import type { BuildEvent } from './build-queue.ts';
import { createCloudBuild } from './cloud-build.ts';

export const PROJECT = 'demo';
export const PARENT = `projects/${PROJECT}/locations/europe-west1`;
export const IMAGE = `europe-west1-docker.pkg.dev/${PROJECT}/repo/agent`;
export const BUCKET = 'demo-source';

/** The twin's Cloud Build with everything it needs, and the unmodified client pointed at it. */
export async function startTestCloud(options: { readonly folder?: string; readonly isEnabled?: () => boolean } = {}) {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'pg-cloud-build-')));
  const processes = await createProcesses();
  const images = await createImageStore({ folder: join(folder, 'images') });
  const storage = createObjectStore({ folder: join(folder, 'storage') });
  const repositories = await openRepositoryStore({ folder: join(folder, 'registry') });
  await storage.createBucket({ name: BUCKET, projectId: PROJECT, location: 'europe-west1', settings: {} });
  await repositories.create({
    projectId: PROJECT,
    location: 'europe-west1',
    repository: 'repo',
    description: '',
    labels: {},
  });
  const operations = createOperations();
  const events: BuildEvent[] = [];
  const cloudBuild = await createCloudBuild({
    projectId: PROJECT,
    folder: join(folder, 'cloud-build'),
    images,
    baseImages: createBaseImages({
      node: { execPath: process.execPath, version: process.version },
      ollama: { version: 'none', install: () => Promise.resolve() },
    }),
    storage,
    repositories,
    operations,
    processes,
    isEnabled: options.isEnabled ?? (() => true),
    publish: (event) => {
      events.push(event);
      return Promise.resolve();
    },
  });
  const server = await startGrpcServer({
    port: 0,
    register: [(to) => operations.register(to), (to) => cloudBuild.register(to)],
  });
  const client = new CloudBuildClient({
    servicePath: '127.0.0.1',
    port: server.port,
    sslCreds: gax.grpc.credentials.createInsecure(),
    authClient: new gax.googleAuthLibrary.PassThroughClient(),
  });

  return {
    folder,
    processes,
    images,
    storage,
    events,
    client,
    /** Uploads a source of the given files. */
    upload: async (files: Readonly<Record<string, string>>) => await upload(storage, files),
    log: async (buildId: string) => {
      const object = await storage.get(BUCKET, `log-${buildId}.txt`);
      return object ? (await storage.read(object)).toString() : '';
    },
    /** Ends everything; the folder stays when it was given. */
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await cloudBuild[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await processes[Symbol.asyncDispose]();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

export type TestCloud = Awaited<ReturnType<typeof startTestCloud>>;

async function upload(storage: ReturnType<typeof createObjectStore>, files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'pg-source-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of create({ cwd: folder, gzip: true, portable: true }, Object.keys(files))) chunks.push(chunk);
  await rm(folder, { recursive: true });
  const object = `source/${Object.values(files).join('').length}-${Date.now()}.tgz`;
  await storage.put({ bucket: BUCKET, name: object, bytes: Buffer.concat(chunks) });
  return { storageSource: { bucket: BUCKET, object } };
}
