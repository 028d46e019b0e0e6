import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { waitForHttp } from '../loopback/wait-for-http.ts';
import type { Exit, ManagedProcess, Processes, SpawnRequest } from '../processes/processes.ts';
import { type FunctionManifest, functionManifest } from './function-manifest.ts';
import { DISPATCH_HEADER, MANIFEST_PATH } from './functions-app.ts';
import { hostSettingsEnvironment } from './host-settings.ts';

const HOST = fileURLToPath(new URL('./host-main.ts', import.meta.url));
const READY_TIMEOUT_MS = 60_000;
/** One that keeps falling over is not brought back for ever. */
const MAX_RESTARTS = 5;
const FIRST_RESTART_DELAY_MS = 500;
/** After this long without a fall the count starts anew. */
const STEADY_MS = 60_000;

export interface FunctionsHost {
  readonly url: string;
  readonly manifest: FunctionManifest;
  /** Headers that let a request through to what only the platform may call. */
  readonly dispatchHeaders: Readonly<Record<string, string>>;
  /** Settles when the host is gone for good: stopped, or given up on. */
  readonly ended: Promise<Exit>;
  stop(): Promise<void>;
}

export interface FunctionsHostRequest {
  readonly processes: Processes;
  readonly bundle: string;
  readonly port: number;
  readonly projectId: string;
  /** The whole environment of the functions. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly onOutput: NonNullable<SpawnRequest['onOutput']>;
  /** Told in one line when the host fell and what happens now. */
  readonly onRestart: (line: string) => void;
}

/** Serves the functions bundle from one process of its own, brought back when it falls. */
export async function startFunctionsHost(request: FunctionsHostRequest): Promise<FunctionsHost> {
  const dispatchSecret = randomBytes(32).toString('hex');
  const dispatchHeaders = { [DISPATCH_HEADER]: dispatchSecret };
  const url = `http://127.0.0.1:${request.port}`;
  let manifest: FunctionManifest = [];
  let child: ManagedProcess;
  const stopping = new AbortController();

  async function launch(): Promise<void> {
    child = await spawnHost(request, dispatchSecret);
    try {
      await waitForHttp({
        url: `${url}${MANIFEST_PATH}`,
        child,
        headers: dispatchHeaders,
        timeoutMs: READY_TIMEOUT_MS,
        accept: async (response) => {
          manifest = functionManifest.parse(await response.json());
          return true;
        },
      });
    } catch (error) {
      await child.stop();
      throw error;
    }
  }

  async function superviseUntilGone(): Promise<Exit> {
    let restarts = 0;
    while (true) {
      const startedAt = Date.now();
      const exit = await child.exited;
      if (stopping.signal.aborted) return exit;
      if (Date.now() - startedAt > STEADY_MS) restarts = 0;
      if (restarts >= MAX_RESTARTS) return exit;
      const pauseMs = FIRST_RESTART_DELAY_MS * 2 ** restarts;
      restarts += 1;
      const how = exit.signal ?? `code ${String(exit.code)}`;
      request.onRestart(`the functions ended with ${how}; starting them again (${restarts} of ${MAX_RESTARTS})`);
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return exit;
      // A failed launch leaves an ended child: the next round counts it.
      await launch().catch((error: unknown) => request.onRestart(String(error)));
    }
  }

  await launch();
  const ended = superviseUntilGone();
  return {
    url,
    get manifest() {
      return manifest;
    },
    dispatchHeaders,
    ended,
    stop: async () => {
      stopping.abort();
      await child.stop();
      await ended;
    },
  };
}

async function spawnHost(request: FunctionsHostRequest, dispatchSecret: string): Promise<ManagedProcess> {
  const { processes, bundle, port, projectId, env, cwd, onOutput } = request;
  return await processes.spawn({
    name: 'The functions host',
    command: process.execPath,
    args: ['--enable-source-maps', HOST],
    cwd,
    env: { ...env, GCLOUD_PROJECT: projectId, ...hostSettingsEnvironment({ bundle, port, dispatchSecret }) },
    onOutput,
  });
}
