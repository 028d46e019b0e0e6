import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type grpc from '@grpc/grpc-js';
import { serviceDefinition } from '../grpc/descriptors.ts';
import type { Operations } from '../grpc/operations.ts';
import { unary } from '../grpc/rpc.ts';
import { putOperation } from './build-operation.ts';
import { type BuildEvent, createBuildQueue } from './build-queue.ts';
import { openBuildStore } from './build-store.ts';
import type { CallContext } from './rpc/call-context.ts';
import { cancelBuild } from './rpc/cancel-build.ts';
import { createBuild } from './rpc/create-build.ts';
import { getBuild } from './rpc/get-build.ts';
import { getDefaultServiceAccount } from './rpc/get-default-service-account.ts';
import { listBuilds } from './rpc/list-builds.ts';
import { retryBuild } from './rpc/retry-build.ts';
import type { BuildMachine } from './run-build.ts';

export interface CloudBuildOptions extends Omit<BuildMachine, 'workFolder' | 'machineEnv' | 'now'> {
  readonly projectId: string;
  /** Builds are kept here; workspaces come and go. */
  readonly folder: string;
  readonly operations: Operations;
  readonly publish: (event: BuildEvent) => Promise<void>;
  /** Whether an API such as `cloudbuild.googleapis.com` is enabled in the project. */
  readonly isEnabled: (service: string) => boolean;
  /** What this machine must tell the programs of a RUN, such as a package index to use. */
  readonly machineEnv?: Readonly<Record<string, string>>;
  /** Where faults go that no caller hears of. */
  readonly report?: (problem: string) => void;
  readonly now?: () => Date;
}

export interface CloudBuild extends AsyncDisposable {
  register(server: grpc.Server): void;
}

/** `google.devtools.cloudbuild.v1.CloudBuild` on this machine. */
export async function createCloudBuild(options: CloudBuildOptions): Promise<CloudBuild> {
  const { folder, operations, now = () => new Date(), report = () => undefined } = options;
  const workFolder = join(folder, 'workspaces');
  // What a twin that was killed left of its builds.
  await rm(workFolder, { recursive: true, force: true });
  const store = await openBuildStore({ folder: join(folder, 'builds'), now });
  for (const build of store.list()) putOperation(operations, build);
  const machine = { ...options, workFolder, machineEnv: options.machineEnv ?? {}, now };
  const queue = createBuildQueue({ machine, store, operations, publish: options.publish, report });
  const context: CallContext = { ...options, store, queue, now };
  return {
    register: (server) =>
      server.addService(serviceDefinition('cloudbuild', 'google.devtools.cloudbuild.v1.CloudBuild'), {
        createBuild: unary(createBuild(context)),
        getBuild: unary(getBuild(context)),
        listBuilds: unary(listBuilds(context)),
        cancelBuild: unary(cancelBuild(context)),
        retryBuild: unary(retryBuild(context)),
        getDefaultServiceAccount: unary(getDefaultServiceAccount(context)),
      }),
    [Symbol.asyncDispose]: () => queue.stop(),
  };
}
