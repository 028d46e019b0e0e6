import grpc from '@grpc/grpc-js';
import { serviceDefinition } from '../grpc/descriptors.ts';
import type { Operations } from '../grpc/operations.ts';
import { RpcError, unary } from '../grpc/rpc.ts';
import type { Identity } from '../identity/create-identity.ts';
import type { ImageStore } from '../images/image.ts';
import type { Logs } from '../logging/create-logs.ts';
import { readProcessUsage } from '../processes/process-usage.ts';
import { apiDisabledMessage } from '../service-usage/api-disabled-message.ts';
import { createFronts } from './fronts.ts';
import { NoInstanceError } from './instance.ts';
import { DEFAULT_IDLE_MINUTES, type IdleMinutes } from './pool-settings.ts';
import { resumeServices } from './resume-services.ts';
import { createRevisionRuntime, type MeasuredRevision } from './revision-runtime.ts';
import { createService } from './rpc/create-service.ts';
import { deleteRevision } from './rpc/delete-revision.ts';
import { deleteService } from './rpc/delete-service.ts';
import { getIamPolicy } from './rpc/get-iam-policy.ts';
import { getRevision } from './rpc/get-revision.ts';
import { getService } from './rpc/get-service.ts';
import { listRevisions } from './rpc/list-revisions.ts';
import { listServices } from './rpc/list-services.ts';
import { setIamPolicy } from './rpc/set-iam-policy.ts';
import { testIamPermissions } from './rpc/test-iam-permissions.ts';
import { updateService } from './rpc/update-service.ts';
import type { RunState } from './run-state.ts';
import { openServiceStore } from './service-store.ts';
import { type ServiceSummary, summarize } from './service-summary.ts';
import type { Launch } from './start-instance.ts';

const API = 'run.googleapis.com';

export interface CloudRunOptions {
  /** How long idle instances stay; Cloud Run's own rule when left out. */
  readonly idleMinutes?: Partial<IdleMinutes>;
  /** Uniform in [0, 1): splits traffic. */
  readonly random?: () => number;
}

export interface CloudRunRequest {
  readonly projectId: string;
  /** Where services, revisions, policies and ports are kept. */
  readonly folder: string;
  readonly images: Pick<ImageStore, 'resolve'>;
  readonly launch: Launch;
  readonly operations: Operations;
  readonly identity: Identity;
  /** Where instances find what else of the cloud is on this machine; beside their metadata server. */
  readonly machineEnv?: Readonly<Record<string, string>>;
  readonly logs: Logs;
  readonly isApiEnabled: (api: string) => boolean;
  readonly now?: () => Date;
  /** Told what went wrong where no caller hears of it. */
  readonly report?: (problem: string) => void;
  readonly options?: CloudRunOptions;
}

/** Cloud Run v2 on this machine: Services and Revisions over gRPC, and the services themselves as processes. */
export interface CloudRun extends AsyncDisposable {
  readonly register: (server: grpc.Server) => void;
  /** Brings back what an earlier run left, at the same URLs. @throws Error when a port is taken. */
  resume(): Promise<void>;
  /** What every revision with instances did since the last call. */
  takeReadings(): readonly MeasuredRevision[];
  /** What runs where, for people. */
  services(): readonly ServiceSummary[];
  /** Digests that revisions need: they must not be deleted from the image store. */
  imagesInUse(): ReadonlySet<string>;
}

export async function createCloudRun(request: CloudRunRequest): Promise<CloudRun> {
  const { projectId, identity, logs, options = {}, now = () => new Date() } = request;
  const report = request.report ?? ((problem: string) => void process.stderr.write(`Cloud Run: ${problem}\n`));
  const store = await openServiceStore({ folder: request.folder, report });
  const runtime = createRevisionRuntime({
    launch: request.launch,
    identity,
    machineEnv: request.machineEnv ?? {},
    logs,
    idleMinutes: { ...DEFAULT_IDLE_MINUTES, ...options.idleMinutes },
    readUsage: readProcessUsage,
  });
  const fronts = createFronts({ store, identity, random: options.random ?? Math.random, runtime, report });
  const work = new Set<Promise<void>>();
  const state: RunState = {
    projectId,
    defaultServiceAccount: `${projectId}-compute@developer.gserviceaccount.com`,
    images: request.images,
    store,
    runtime,
    fronts,
    operations: request.operations,
    now,
    background: (task) => {
      const tracked = task
        .catch((error: unknown) => {
          // What stops with the twin is taken up again by its next run.
          if (!(error instanceof NoInstanceError)) report(String(error));
        })
        .finally(() => work.delete(tracked));
      work.add(tracked);
    },
  };

  const method = <Request, Response>(call: (message: Request, state: RunState) => Promise<Response> | Response) =>
    unary((message: Request) => {
      if (!request.isApiEnabled(API)) {
        const message = apiDisabledMessage({ api: 'Cloud Run Admin API', service: API, projectId });
        throw new RpcError(grpc.status.PERMISSION_DENIED, message);
      }
      return call(message, state);
    });
  return {
    register: (server) => {
      server.addService(serviceDefinition('run', 'google.cloud.run.v2.Services'), {
        createService: method(createService),
        updateService: method(updateService),
        getService: method(getService),
        listServices: method(listServices),
        deleteService: method(deleteService),
        getIamPolicy: method(getIamPolicy),
        setIamPolicy: method(setIamPolicy),
        testIamPermissions: method(testIamPermissions),
      });
      server.addService(serviceDefinition('run', 'google.cloud.run.v2.Revisions'), {
        getRevision: method(getRevision),
        listRevisions: method(listRevisions),
        deleteRevision: method(deleteRevision),
      });
    },
    resume: () => resumeServices(state),
    takeReadings: () => runtime.takeReadings(),
    services: () => store.list().map(summarize),
    imagesInUse: () =>
      new Set(store.list().flatMap(({ revisions }) => revisions.flatMap(({ image }) => (image ? [image.digest] : [])))),
    [Symbol.asyncDispose]: async () => {
      await fronts[Symbol.asyncDispose]();
      await runtime[Symbol.asyncDispose]();
      await Promise.allSettled(work);
    },
  };
}
