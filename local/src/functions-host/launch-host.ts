import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createLineSplitter } from '../logging/line-splitter.ts';
import { waitForHttp } from '../loopback/wait-for-http.ts';
import type { ManagedProcess, Processes, SpawnRequest } from '../processes/processes.ts';
import { type FunctionManifest, functionManifest } from './function-manifest.ts';
import { DISPATCH_HEADER, MANIFEST_PATH } from './functions-app.ts';
import { hostSettingsEnvironment } from './host-settings.ts';
import { listeningPort } from './listening-line.ts';

const HOST = fileURLToPath(new URL('./host-main.ts', import.meta.url));
const READY_TIMEOUT_MS = 60_000;

/** Where a host process is reached. */
export interface HostAddress {
  readonly url: string;
  /** Headers that let a request through to what only the platform may call. */
  readonly dispatchHeaders: Readonly<Record<string, string>>;
}

/** What all host processes of a bundle have in common. */
export interface HostRequest {
  readonly processes: Processes;
  readonly bundle: string;
  readonly projectId: string;
  /** The whole environment of the functions. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly onOutput: NonNullable<SpawnRequest['onOutput']>;
}

interface LaunchedHost extends HostAddress {
  readonly child: ManagedProcess;
  readonly manifest: FunctionManifest;
}

/** Starts a host process and waits until it answers. @throws Error when it does not; then it is gone. */
export async function launchHost(
  request: HostRequest,
  own: {
    readonly name: string;
    readonly args: readonly string[];
    /** On 127.0.0.1; 0 is any that is free. */
    readonly port: number;
    readonly dispatchSecret: string;
    /** Breaks the start off. */
    readonly signal: AbortSignal;
    /** Told of the process before it answers. */
    readonly onSpawn?: (child: ManagedProcess) => void;
  },
): Promise<LaunchedHost> {
  const { processes, bundle, projectId, env, cwd, onOutput } = request;
  const { name, args, port, dispatchSecret, signal } = own;
  signal.throwIfAborted();
  let manifestUrl: string | null = null;
  const lines = createLineSplitter((line) => {
    const toldPort = listeningPort(line);
    if (toldPort !== null) manifestUrl ??= `http://127.0.0.1:${toldPort}${MANIFEST_PATH}`;
  });
  const child = await processes.spawn({
    name,
    command: process.execPath,
    args: ['--enable-source-maps', HOST, ...args],
    cwd,
    env: { ...env, GCLOUD_PROJECT: projectId, ...hostSettingsEnvironment({ bundle, port, dispatchSecret }) },
    onOutput: (chunk) => {
      if (manifestUrl === null && chunk.stream === 'stdout') lines.push(chunk.text);
      onOutput(chunk);
    },
  });
  own.onSpawn?.(child);
  const stop = () => void child.stop();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const dispatchHeaders = { [DISPATCH_HEADER]: dispatchSecret };
  let manifest: FunctionManifest = [];
  try {
    const answeredAt = await waitForHttp({
      url: () => manifestUrl,
      child,
      headers: dispatchHeaders,
      timeoutMs: READY_TIMEOUT_MS,
      accept: async (response) => {
        manifest = functionManifest.parse(await response.json());
        return true;
      },
    });
    return { child, url: new URL(answeredAt).origin, dispatchHeaders, manifest };
  } catch (error) {
    await child.stop();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
