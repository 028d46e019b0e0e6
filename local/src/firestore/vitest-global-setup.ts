import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { createProcesses } from '../processes/processes.ts';
import { machineEnvironment } from '../start/machine-environment.ts';
import { firestoreDownloads } from './firestore-downloads.ts';
import { firestoreMachine } from './firestore-machine.ts';
import { resolveFirestoreEmulator } from './resolve-firestore-emulator.ts';
import { startFirestoreEmulator } from './start-firestore-emulator.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** `127.0.0.1:PORT` of one Firestore emulator for the whole run; every suite takes a project id of its own. */
    readonly firestoreHost: string;
  }
}

const repoRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** Starts Firestore once for all contract tests, or takes the one that FIRESTORE_EMULATOR_HOST names. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { settings, variables } = machineEnvironment();
  const given = settings.FIRESTORE_EMULATOR_HOST;
  if (given) {
    project.provide('firestoreHost', given);
    return async () => undefined;
  }
  const processes = await createProcesses();
  const onLine = (line: string) => void process.stderr.write(`${line}\n`);
  const files = await resolveFirestoreEmulator({
    machine: firestoreMachine(settings),
    downloads: firestoreDownloads({ processes, repoRoot, env: variables, onOutput: onLine }),
    onProgress: onLine,
  });
  const emulator = await startFirestoreEmulator({ processes, files, port: 0, projectId: 'demo-contract' });
  project.provide('firestoreHost', emulator.host);
  return async () => {
    await emulator.stop();
    await processes[Symbol.asyncDispose]();
  };
}
