import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Usage {
  readonly cpuMs: number;
  readonly rssMiB: number;
}

export interface AgentProcess extends AsyncDisposable {
  readonly port: number;
  /** What the process itself has used since its start. */
  usage(): Promise<Usage>;
}

const MICROSECONDS_PER_MS = 1000;
const BYTES_PER_MIB = 1024 * 1024;
const DIST = fileURLToPath(new URL('../agent/dist/', import.meta.url));

// The process is asked for its own figures: those of the operating system come in ticks of 10 ms, and differ per system.
const REPORT_USAGE = `data:text/javascript,${encodeURIComponent(`
  process.on('message', () => process.send({ cpu: process.cpuUsage(), rssBytes: process.memoryUsage.rss() }));
  process.channel.unref();
`)}`;

interface UsageMessage {
  readonly cpu: { readonly user: number; readonly system: number };
  readonly rssBytes: number;
}

const runDist = (file: string, env: Readonly<Record<string, string>>): ChildProcess => {
  if (!existsSync(DIST + file)) throw new Error(`agent/dist/${file} is missing: run "node agent/src/build.ts" first.`);
  return spawn(process.execPath, ['--import', REPORT_USAGE, DIST + file], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
};

/** Fills a compile cache as the image build does. */
export async function primeCompileCache(folder: string): Promise<void> {
  const child = runDist('prime-compile-cache.js', { NODE_COMPILE_CACHE: folder });
  child.stdout?.resume();
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`Priming the compile cache ended with ${code}.`);
}

/** Starts the built agent and resolves when it listens. */
export async function startAgent(env: Readonly<Record<string, string>>): Promise<AgentProcess> {
  const child = runDist('server.js', { ...env, PORT: '0' });
  if (child.stdout === null) throw new Error('The agent has no output to read.');
  const lines = createInterface(child.stdout);
  const [line] = await once(lines, 'line');
  const { event, port } = JSON.parse(String(line)) as { readonly event: string; readonly port: number };
  if (event !== 'listening') throw new Error(`The agent did not start: ${line}`);
  return {
    port,
    usage: async () => {
      child.send('usage');
      const [message] = await once(child, 'message');
      const { cpu, rssBytes } = message as UsageMessage;
      return { cpuMs: (cpu.user + cpu.system) / MICROSECONDS_PER_MS, rssMiB: rssBytes / BYTES_PER_MIB };
    },
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
