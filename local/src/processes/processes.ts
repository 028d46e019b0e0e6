import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { startWatchdog, type Watchdog } from './watchdog-client.ts';

export interface SpawnRequest {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly onOutput?: (chunk: { readonly stream: 'stdout' | 'stderr'; readonly text: string }) => void;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface ManagedProcess {
  readonly name: string;
  readonly pid: number;
  /** Settles once, whatever ended the process. */
  readonly exited: Promise<Exit>;
  /** SIGTERM to the whole group, SIGKILL after the grace; resolves when it is gone. */
  stop(graceMs?: number): Promise<Exit>;
}

export interface Processes extends AsyncDisposable {
  /** @throws Error when the command cannot be started. */
  spawn(request: SpawnRequest): Promise<ManagedProcess>;
  list(): readonly ManagedProcess[];
  stopAll(): Promise<void>;
}

const DEFAULT_GRACE_MS = 8_000;

/** Starts children in process groups of their own and leaves none behind, not even when this process is killed. */
export async function createProcesses(): Promise<Processes> {
  const watchdog = await startWatchdog();
  const running = new Map<number, ManagedProcess>();
  let closed = false;

  async function stopAll(): Promise<void> {
    await Promise.all([...running.values()].map((child) => child.stop()));
  }
  return {
    spawn: async (request) => {
      // Whatever still wants to start something while everything ends would be left behind.
      if (closed) throw new Error(`${request.name}: not started, for everything is being stopped.`);
      const child = await startChild(request, watchdog);
      running.set(child.pid, child);
      void child.exited.then(() => running.delete(child.pid));
      return child;
    },
    list: () => [...running.values()],
    stopAll,
    [Symbol.asyncDispose]: async () => {
      closed = true;
      await stopAll();
      await watchdog.stop();
    },
  };
}

async function startChild(request: SpawnRequest, watchdog: Watchdog): Promise<ManagedProcess> {
  const child = spawn(request.command, [...request.args], {
    cwd: request.cwd,
    env: request.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // At once: if this process is killed in the next moment, the child must not outlive it.
  if (child.pid !== undefined) watchdog.guard(child.pid);
  const exited = new Promise<Exit>((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  forwardOutput(child, request.onOutput);
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new Error(`${request.name}: cannot start ${request.command}: ${String(error)}`, { cause: error });
  }
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${request.name} did not start.`);
  void exited.then(() => watchdog.release(pid));
  // As in a container: what the program left running ends with it (and lets go of its pipes, or 'close' never comes).
  child.once('exit', () => signalGroup(pid, 'SIGKILL'));
  return { name: request.name, pid, exited, stop: (graceMs = DEFAULT_GRACE_MS) => stopGroup(pid, exited, graceMs) };
}

function forwardOutput(child: ChildProcess, onOutput: SpawnRequest['onOutput']): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    // Read even when nobody listens: a full pipe would stop the child.
    child[stream]?.setEncoding('utf8').on('data', (text: string) => onOutput?.({ stream, text }));
  }
}

async function stopGroup(pid: number, exited: Promise<Exit>, graceMs: number): Promise<Exit> {
  signalGroup(pid, 'SIGTERM');
  const kill = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
  const exit = await exited;
  clearTimeout(kill);
  // The leader may be gone while a grandchild of its group is not.
  signalGroup(pid, 'SIGKILL');
  return exit;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
