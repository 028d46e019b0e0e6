import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Exit, ManagedProcess } from '../processes/processes.ts';
import type { FunctionManifest } from './function-manifest.ts';
import { DISPATCH_HEADER } from './functions-app.ts';
import { type HostAddress, type HostRequest, launchHost } from './launch-host.ts';

/** One that keeps falling over is not brought back for ever. */
const MAX_RESTARTS = 5;
const FIRST_RESTART_DELAY_MS = 500;
/** After this long without a fall the count starts anew. */
const STEADY_MS = 60_000;

export interface FunctionsHost extends HostAddress {
  readonly manifest: FunctionManifest;
  /** Settles when the host is gone for good: stopped, or given up on. */
  readonly ended: Promise<Exit>;
  stop(): Promise<void>;
}

export interface FunctionsHostRequest extends HostRequest {
  readonly port: number;
  /** Told in one line when the host fell and what happens now. */
  readonly onRestart: (line: string) => void;
}

/** Serves the functions that share a process from one, brought back when it falls. */
export async function startFunctionsHost(request: FunctionsHostRequest): Promise<FunctionsHost> {
  const dispatchSecret = randomBytes(32).toString('hex');
  const dispatchHeaders = { [DISPATCH_HEADER]: dispatchSecret };
  const url = `http://127.0.0.1:${request.port}`;
  let manifest: FunctionManifest = [];
  let child: ManagedProcess;
  const stopping = new AbortController();

  async function launch(): Promise<void> {
    const launched = await launchHost(request, {
      name: 'The functions host',
      args: [],
      port: request.port,
      dispatchSecret,
      signal: stopping.signal,
      onSpawn: (spawned) => {
        child = spawned;
      },
    });
    manifest = launched.manifest;
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
