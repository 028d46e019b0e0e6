import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RevisionsClient, ServicesClient } from '@google-cloud/run';
import * as gax from 'google-gax';
import { startGrpcServer } from '../../grpc/grpc-server.ts';
import { createOperations } from '../../grpc/operations.ts';
import { createIdentity } from '../../identity/create-identity.ts';
import { startContainer } from '../../images/container.ts';
import type { StoredImage } from '../../images/image.ts';
import { createLogs } from '../../logging/create-logs.ts';
import { createProcesses } from '../../processes/processes.ts';
import { type CloudRunOptions, createCloudRun } from '../create-cloud-run.ts';

const PROJECT = 'demo-zoo';
export const PARENT = `projects/${PROJECT}/locations/europe-west1`;
export const IMAGE = `europe-west1-docker.pkg.dev/${PROJECT}/zoo/echo:latest`;

export interface TestCloudOptions extends CloudRunOptions {
  /** A folder of an earlier test cloud, to come back to its state. */
  readonly folder?: string;
  readonly isApiEnabled?: () => boolean;
}

/** A twin of Cloud Run with one image, and Google's own clients of it. Everything in it is real. */
export async function startTestCloud(options: TestCloudOptions = {}) {
  const { folder = await mkdtemp(join(tmpdir(), 'pg-run-')), isApiEnabled = () => true, ...runOptions } = options;
  const rootfs = join(folder, 'rootfs');
  await mkdir(join(rootfs, 'app'), { recursive: true });
  await copyFile(fileURLToPath(new URL('./echo-server.mjs', import.meta.url)), join(rootfs, 'app/server.mjs'));
  const image: StoredImage = {
    digest: `sha256:${'0'.repeat(64)}`,
    rootfs,
    config: {
      env: {},
      entrypoint: [process.execPath, '/app/server.mjs'],
      cmd: [],
      workdir: '/app',
      user: '',
      exposedPorts: [],
      labels: {},
    },
    ownedPaths: ['/app'],
    sizeBytes: 1,
    createdAt: '2026-11-24T10:00:00Z',
  };
  const processes = await createProcesses();
  const operations = createOperations();
  const identity = await createIdentity({ folder: join(folder, 'identity'), projectId: PROJECT });
  const logs = createLogs({ folder: join(folder, 'logs'), projectId: PROJECT });
  const cloudRun = await createCloudRun({
    projectId: PROJECT,
    folder: join(folder, 'services'),
    images: { resolve: async (reference) => (reference === IMAGE ? image : null) },
    launch: (request) => startContainer(request, { processes }),
    operations,
    identity,
    machineEnv: { FIRESTORE_EMULATOR_HOST: '127.0.0.1:9' },
    logs,
    isApiEnabled,
    options: runOptions,
  });
  try {
    await cloudRun.resume();
  } catch (error) {
    await cloudRun[Symbol.asyncDispose]();
    await processes[Symbol.asyncDispose]();
    throw error;
  }
  const grpc = await startGrpcServer({
    port: 0,
    register: [(server) => operations.register(server), cloudRun.register],
  });
  const clientOptions = {
    servicePath: '127.0.0.1',
    port: grpc.port,
    sslCreds: gax.grpc.credentials.createInsecure(),
    authClient: new gax.googleAuthLibrary.PassThroughClient(),
  };
  const services = new ServicesClient(clientOptions);
  const revisions = new RevisionsClient(clientOptions);

  async function stop(): Promise<void> {
    await services.close();
    await revisions.close();
    await grpc[Symbol.asyncDispose]();
    await cloudRun[Symbol.asyncDispose]();
    await logs[Symbol.asyncDispose]();
    const left = processes.list().map(({ name }) => name);
    await processes[Symbol.asyncDispose]();
    if (left.length > 0) throw new Error(`Cloud Run left processes behind: ${left.join(', ')}`);
  }
  return {
    folder,
    services,
    revisions,
    identity,
    logs,
    processes,
    cloudRun,
    /** Stops everything and keeps the folder. */
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

export type TestCloud = Awaited<ReturnType<typeof startTestCloud>>;
