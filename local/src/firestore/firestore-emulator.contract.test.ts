import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { createProcesses, type Processes } from '../processes/processes.ts';
import { machineEnvironment } from '../start/machine-environment.ts';
import { firestoreDownloads } from './firestore-downloads.ts';
import { firestoreMachine } from './firestore-machine.ts';
import { type FirestoreEmulatorFiles, resolveFirestoreEmulator } from './resolve-firestore-emulator.ts';
import { startFirestoreEmulator } from './start-firestore-emulator.ts';

const projectId = 'demo-emulator';
let folder: string;
let processes: Processes;
let files: FirestoreEmulatorFiles;
beforeAll(async () => {
  processes = await createProcesses();
  const { settings, variables } = machineEnvironment();
  files = await resolveFirestoreEmulator({
    machine: firestoreMachine(settings),
    downloads: firestoreDownloads({
      processes,
      repoRoot: join(import.meta.dirname, '../../..'),
      env: variables,
      onOutput: () => undefined,
    }),
    onProgress: () => undefined,
  });
});
afterAll(() => processes[Symbol.asyncDispose]());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-emulator-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function withFirestore<T>(host: string, use: (firestore: Firestore) => Promise<T>): Promise<T> {
  vi.stubEnv('FIRESTORE_EMULATOR_HOST', host);
  vi.stubEnv('METADATA_SERVER_DETECTION', 'none');
  const app = initializeApp({ projectId }, `app-${host}`);
  try {
    return await use(getFirestore(app));
  } finally {
    await deleteApp(app);
    vi.unstubAllEnvs();
  }
}

test('documents come back from an export in the next start', async () => {
  {
    await using first = await startFirestoreEmulator({ processes, files, port: 0, projectId });
    await withFirestore(first.host, (firestore) => firestore.doc('animals/red-panda').set({ eats: 'bamboo' }));
    await first.exportTo(join(folder, 'export'));
  }
  await using second = await startFirestoreEmulator({
    processes,
    files,
    port: 0,
    projectId,
    importFolder: join(folder, 'export'),
  });
  const found = await withFirestore(second.host, (firestore) => firestore.doc('animals/red-panda').get());
  expect(found.data()).toEqual({ eats: 'bamboo' });
});

test('an import that is not there is an error before anything starts', async () => {
  const starting = startFirestoreEmulator({ processes, files, port: 0, projectId, importFolder: join(folder, 'none') });
  await expect(starting).rejects.toThrow(/ENOENT/);
  expect(processes.list()).toEqual([]);
});

test('one that cannot start says why and leaves no process', async () => {
  const jar = join(folder, 'no.jar');
  await writeFile(jar, 'not a jar');
  const broken = { ...files, emulator: { jar, origin: 'firebase-tools' as const } };
  await expect(startFirestoreEmulator({ processes, files: broken, port: 0, projectId })).rejects.toThrow(
    /corrupt jarfile/,
  );
  expect(processes.list()).toEqual([]);
});

test('contract tests share one emulator', async () => {
  expect(await (await fetch(`http://${inject('firestoreHost')}/`)).text()).toContain('Ok');
});
