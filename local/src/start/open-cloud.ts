import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { artifactRegistryRoutes } from '../artifact-registry/artifact-registry-routes.ts';
import { openRepositoryStore } from '../artifact-registry/repository-store.ts';
import { createCloudBuild } from '../cloud-build/cloud-build.ts';
import { createCloudRun } from '../cloud-run/create-cloud-run.ts';
import { createOperations } from '../grpc/operations.ts';
import { createIdentity } from '../identity/create-identity.ts';
import { createBaseImages, type OllamaInstaller } from '../images/base-images.ts';
import { createContainerFolders } from '../images/container-folders.ts';
import { createImageStore } from '../images/image-store.ts';
import { createLogs } from '../logging/create-logs.ts';
import { loggingRoutes } from '../logging/logging-routes.ts';
import { createMonitoring } from '../monitoring/create-monitoring.ts';
import { monitoringRoutes } from '../monitoring/monitoring-routes.ts';
import { registerMonitoring } from '../monitoring/register-monitoring.ts';
import { alertingRoutes } from '../monitoring-alerts/alerting-routes.ts';
import { startAlerting } from '../monitoring-alerts/start-alerting.ts';
import { projectQuotas } from '../project/project-quotas.ts';
import { projectRoutes } from '../project/project-routes.ts';
import type { TopicPublisher } from '../pubsub/topic-publisher.ts';
import { openServiceUsage } from '../service-usage/service-usage.ts';
import { serviceUsageRoutes } from '../service-usage/service-usage-routes.ts';
import { createObjectStore } from '../storage/object-store.ts';
import { storageRoutes } from '../storage/storage-routes.ts';
import { packageManagerEnvironment } from './package-manager-environment.ts';
import type { RunContext } from './run-context.ts';
import type { TwinService } from './twin-part.ts';

export interface Cloud extends AsyncDisposable {
  readonly services: readonly TwinService[];
  /** Brings back the Cloud Run services of before. */
  resume(): Promise<void>;
  /** Who the functions are, as their environment says it. */
  readonly functionsIdentity: Readonly<Record<'GCE_METADATA_HOST' | 'METADATA_SERVER_DETECTION', string>>;
}

/** Opens every cloud service of this machine on the state of before. */
export async function openCloud(options: {
  readonly context: RunContext;
  readonly ollama: OllamaInstaller;
  readonly topics: Pick<TopicPublisher, 'publish'>;
  /** `127.0.0.1:PORT` */
  readonly firestoreHost: string;
}): Promise<Cloud> {
  const { context, ollama, topics, firestoreHost } = options;
  const { projectId, processes, env, say } = context;
  const folder = (name: string) => join(context.stateFolder, 'cloud', name);
  await using opened = new AsyncDisposableStack();

  const operations = createOperations();
  const usage = await openServiceUsage({ folder: folder('services') });
  const isEnabled = (service: string) => usage.isEnabled(service);
  const storage = createObjectStore({ folder: folder('storage') });
  const repositories = await openRepositoryStore({ folder: folder('repositories') });
  const images = await createImageStore({ folder: folder('images') });
  const containers = await createContainerFolders({ folder: folder('containers'), images, processes });
  const identity = await createIdentity({ folder: folder('identity'), projectId });
  const logs = opened.use(createLogs({ folder: folder('logs'), projectId, report: (problem) => say('logs', problem) }));
  const metadata = opened.use(
    await identity.startMetadataServer({
      email: `proving-ground-functions@${projectId}.iam.gserviceaccount.com`,
      port: context.ports.metadata,
    }),
  );
  const cloudBuild = opened.use(
    await createCloudBuild({
      projectId,
      folder: folder('builds'),
      operations,
      processes,
      images,
      baseImages: createBaseImages({ node: { execPath: process.execPath, version: process.versions.node }, ollama }),
      repositories,
      storage,
      publish: ({ topic, attributes, data }) => topics.publish({ topic, attributes, data: JSON.stringify(data) }),
      isEnabled,
      machineEnv: packageManagerEnvironment({ variables: env.variables, home: homedir() }),
      report: (problem) => say('builds', problem),
    }),
  );
  const cloudRun = opened.use(
    await createCloudRun({
      projectId,
      folder: folder('run'),
      images,
      launch: (request) => containers.start(request),
      operations,
      identity,
      // The variable that every client of Firestore knows.
      machineEnv: { FIRESTORE_EMULATOR_HOST: firestoreHost },
      logs,
      isApiEnabled: isEnabled,
      report: (problem) => say('services', problem),
    }),
  );
  const monitoring = opened.use(
    await createMonitoring({
      projectId,
      folder: folder('metrics'),
      timing: context.metricTiming,
      takeReadings: () => cloudRun.takeReadings(),
      isApiEnabled: isEnabled,
      report: (problem) => say('metrics', problem),
    }),
  );
  const alerting = opened.use(
    await startAlerting({ projectId, folder: folder('alerting'), monitoring, say: (line) => say('alerts', line) }),
  );
  // Here, when nothing is being built or started yet.
  await images.removeUntagged(cloudRun.imagesInUse());
  const running = opened.move();
  return {
    services: [
      operations,
      cloudBuild,
      cloudRun,
      { routes: artifactRegistryRoutes({ projectId, repositories, images, isEnabled }) },
      { routes: serviceUsageRoutes({ projectId, usage }) },
      { routes: projectRoutes({ projectId, quotas: projectQuotas(context.gpuQuota) }) },
      // Before the other routes of its host, which end with a refusal of what is unknown.
      { routes: alertingRoutes({ projectId, alerting, isEnabled }) },
      { register: registerMonitoring(monitoring), routes: monitoringRoutes(monitoring) },
      { routes: loggingRoutes({ logs, projectId }) },
      { routes: storageRoutes({ store: storage }) },
    ],
    resume: () => cloudRun.resume(),
    functionsIdentity: metadata.env,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
