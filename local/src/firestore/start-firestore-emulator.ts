import { access, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { freePort } from '../loopback/free-port.ts';
import { waitForHttp } from '../loopback/wait-for-http.ts';
import type { Exit, Processes } from '../processes/processes.ts';
import type { FirestoreEmulatorFiles } from './resolve-firestore-emulator.ts';

const READY_TIMEOUT_MS = 60_000;
const EXPORT_TIMEOUT_MS = 60_000;
const EXPORT_NAME = 'firestore_export';
const EXPORT_METADATA = `${EXPORT_NAME}/${EXPORT_NAME}.overall_export_metadata`;

export interface FirestoreEmulator extends AsyncDisposable {
  /** `127.0.0.1:PORT`, what FIRESTORE_EMULATOR_HOST takes. */
  readonly host: string;
  readonly port: number;
  readonly exited: Promise<Exit>;
  /** Writes all documents into this folder, which it makes. */
  exportTo(folder: string): Promise<void>;
  stop(): Promise<Exit>;
}

/**
 * Starts the emulator alone, without firebase-tools.
 * @throws Error with the emulator's last output when it does not come up.
 */
export async function startFirestoreEmulator(options: {
  readonly processes: Processes;
  readonly files: FirestoreEmulatorFiles;
  /** 0 takes a free one. */
  readonly port: number;
  readonly projectId: string;
  /** Left out, everything is allowed, as the emulator does by itself. */
  readonly rulesFile?: string;
  /** What an export wrote, to start from. */
  readonly importFolder?: string;
  readonly onOutput?: (text: string) => void;
}): Promise<FirestoreEmulator> {
  const { processes, files, projectId, rulesFile, importFolder, onOutput } = options;
  // The emulator cannot choose for itself: it prints no port that could be read back.
  const port = options.port === 0 ? await freePort() : options.port;
  const output: string[] = [];
  const child = await processes.spawn({
    name: 'The Firestore emulator',
    command: join(files.java.home, 'bin/java'),
    args: [
      '-Duser.language=en',
      '-jar',
      files.emulator.jar,
      '--host=127.0.0.1',
      `--port=${port}`,
      `--project_id=${projectId}`,
      ...(rulesFile === undefined ? [] : [`--rules=${rulesFile}`]),
      ...(importFolder === undefined ? [] : [`--seed_from_export=${await exportIn(importFolder)}`]),
    ],
    cwd: dirname(files.emulator.jar),
    env: { PATH: join(files.java.home, 'bin'), JAVA_HOME: files.java.home },
    onOutput: ({ text }) => {
      output.push(text);
      if (output.length > 20) output.shift();
      onOutput?.(text);
    },
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitForHttp({ url, child, timeoutMs: READY_TIMEOUT_MS });
  } catch (error) {
    await child.stop();
    throw new Error(`${String(error)} Its last output: ${output.join('').trim().slice(-2000)}`, { cause: error });
  }
  return {
    host: `127.0.0.1:${port}`,
    port,
    exited: child.exited,
    exportTo: (folder) => requestExport({ url, projectId, folder }),
    stop: () => child.stop(),
    [Symbol.asyncDispose]: async () => void (await child.stop()),
  };
}

async function exportIn(folder: string): Promise<string> {
  const metadata = join(folder, EXPORT_METADATA);
  await access(metadata);
  return metadata;
}

async function requestExport(target: {
  readonly url: string;
  readonly projectId: string;
  readonly folder: string;
}): Promise<void> {
  const { url, projectId, folder } = target;
  await mkdir(folder, { recursive: true });
  const response = await fetch(`${url}/emulator/v1/projects/${projectId}:export`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      database: `projects/${projectId}/databases/(default)`,
      export_directory: folder,
      export_name: EXPORT_NAME,
    }),
    signal: AbortSignal.timeout(EXPORT_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`Firestore could not save its documents: ${await response.text()}`);
  await response.body?.cancel();
}
