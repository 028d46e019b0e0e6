import { join } from 'node:path';
import type { LocalEndpoints } from '@proving-ground/shared';
import { openSnapshots } from '../firebase/snapshots.ts';
import { functionCaller } from '../functions-host/call-function.ts';
import { createTopicPublisher } from '../pubsub/topic-publisher.ts';
import { createCloudScheduler } from '../schedules/cloud-scheduler.ts';
import { createCloudTasks } from '../tasks/cloud-tasks.ts';
import { buildPart } from './build-part.ts';
import { checkpointsPart } from './checkpoints-part.ts';
import { emulatorsPart } from './emulators-part.ts';
import { localEndpointsFor } from './endpoints.ts';
import { firestorePart } from './firestore-part.ts';
import { functionsPart } from './functions-part.ts';
import { modelPart } from './model-part.ts';
import { openCloud } from './open-cloud.ts';
import type { Part } from './part.ts';
import type { RunContext } from './run-context.ts';
import { servicesPart } from './services-part.ts';
import { triggersPart } from './triggers-part.ts';
import { twinPart } from './twin-part.ts';

export interface Assembly {
  /** Started one after the other, stopped in reverse. */
  readonly stages: readonly (readonly Part[])[];
  readonly endpoints: LocalEndpoints;
}

/** Makes every part and ties them together; nothing runs yet. */
export function assembleParts(context: RunContext): Assembly {
  const { projectId, stateFolder, ports, env, say } = context;
  const foreignFirestore = env.settings.FIRESTORE_EMULATOR_HOST ?? null;
  const endpoints = localEndpointsFor(ports, foreignFirestore);

  const firestoreHost = new URL(endpoints.firestore).host;

  const functions = functionsPart(context, () => ({
    projectId,
    authHost: new URL(endpoints.auth).host,
    firestoreHost,
    grpcHost: `127.0.0.1:${ports.grpc}`,
    twinUrl: endpoints.twin,
    consoleUrl: endpoints.console,
    identity: twin.cloud().functionsIdentity,
  }));
  const callFunction = functionCaller({ host: functions.host, instancesOf: functions.instancesOf, projectId });
  const tasks = createCloudTasks({
    file: join(stateFolder, 'tasks.sqlite'),
    projectId,
    callFunction,
    clock: { now: Date.now },
    onLine: (line) => say('tasks', line),
  });
  const scheduler = createCloudScheduler({ projectId, callFunction, onLine: (line) => say('schedules', line) });
  const topics = createTopicPublisher({
    projectId,
    manifest: functions.manifest,
    callFunction,
    now: () => new Date(),
    onLine: (line) => say('events', line),
  });
  const model = modelPart(context);
  const twin = twinPart(context, {
    open: () => openCloud({ context, ollama: model.ollama(), topics, firestoreHost }),
    triggers: [tasks, scheduler],
  });
  const snapshots = openSnapshots(join(stateFolder, 'data'));
  const emulators = emulatorsPart(context, { endpoints, snapshots });
  const firestore = foreignFirestore === null ? [firestorePart(context, snapshots)] : [];

  return {
    stages: [
      [buildPart(context), model],
      [twin],
      [emulators, ...firestore, functions],
      [checkpointsPart(context, { snapshots, saved: [emulators, ...firestore] }), servicesPart(twin)],
      [triggersPart({ functions, tasks, scheduler, topics })],
    ],
    endpoints,
  };
}
