import { mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { waitForHttp } from '../loopback/wait-for-http.ts';
import type { Exit, Processes, SpawnRequest } from '../processes/processes.ts';

const READY_TIMEOUT_MS = 180_000;
const EXPORT_TIMEOUT_MS = 60_000;
/** The emulators close one after the other. */
const STOP_GRACE_MS = 15_000;
const FIREBASE = 'node_modules/firebase-tools/lib/bin/firebase.js';
/** Firestore is started by us: firebase-tools would detach it, and a kill would leave it behind. */
const EMULATORS = ['auth', 'hosting'] as const;

export interface Emulators {
  readonly exited: Promise<Exit>;
  /** Writes the users into this folder. */
  exportTo(folder: string): Promise<void>;
  stop(): Promise<void>;
}

export interface EmulatorsRequest {
  readonly processes: Processes;
  readonly repoRoot: string;
  readonly projectId: string;
  readonly env: Readonly<Record<string, string>>;
  /** What firebase-tools reads, written for this run and removed with it; it lies at the root as its paths expect. */
  readonly configFile: string;
  readonly config: object;
  readonly hubPort: number;
  /** What an export wrote, to start from. */
  readonly importFolder: string | null;
  /** The emulators write their debug logs where they are started. */
  readonly logFolder: string;
  readonly tmpFolder: string;
  readonly onOutput: NonNullable<SpawnRequest['onOutput']>;
}

/** Runs Auth and Hosting of firebase-tools in one process. */
export async function startEmulators(request: EmulatorsRequest): Promise<Emulators> {
  const { processes, repoRoot, projectId, configFile, hubPort, importFolder } = request;
  await Promise.all([request.logFolder, request.tmpFolder].map((folder) => mkdir(folder, { recursive: true })));
  await writeFile(configFile, `${JSON.stringify(request.config, null, 2)}\n`);
  const child = await processes.spawn({
    name: 'The Firebase emulators',
    command: process.execPath,
    args: [
      join(repoRoot, FIREBASE),
      'emulators:start',
      `--project=${projectId}`,
      `--config=${configFile}`,
      `--only=${EMULATORS.join(',')}`,
      ...(importFolder === null ? [] : [`--import=${importFolder}`]),
    ],
    cwd: request.logFolder,
    env: emulatorEnvironment(request),
    onOutput: request.onOutput,
  });
  const hub = `http://127.0.0.1:${hubPort}`;
  const stop = async () => {
    await child.stop(STOP_GRACE_MS);
    await rm(configFile, { force: true });
  };
  try {
    // The hub answers first and lists each emulator once it runs.
    const accept = async (response: Response) => {
      const running = (await response.json()) as object;
      return EMULATORS.every((name) => name in running);
    };
    await waitForHttp({ url: `${hub}/emulators`, child, timeoutMs: READY_TIMEOUT_MS, accept });
  } catch (error) {
    await stop();
    throw error;
  }
  return { exited: child.exited, exportTo: (folder) => requestExport(hub, folder), stop };
}

function emulatorEnvironment({ env, tmpFolder }: EmulatorsRequest): Record<string, string> {
  return {
    ...env,
    PATH: [dirname(process.execPath), env['PATH'] ?? ''].join(delimiter),
    // No message of the day, no question asked.
    CI: '1',
    NO_UPDATE_NOTIFIER: '1',
    METADATA_SERVER_DETECTION: 'none',
    // The hub announces itself there under a name made of the project alone.
    TMPDIR: tmpFolder,
  };
}

async function requestExport(hub: string, path: string): Promise<void> {
  const response = await fetch(`${hub}/_admin/export`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ path, initiatedBy: 'proving-ground', targets: ['auth'] }),
    signal: AbortSignal.timeout(EXPORT_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`The emulators could not save the users: ${await response.text()}`);
  await response.body?.cancel();
}
