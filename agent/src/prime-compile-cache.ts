import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

// Run while the image is built: Node keeps compiled code in NODE_COMPILE_CACHE only when a process ends by itself, so
// the server is started, asked once and stopped as Cloud Run would stop it.
// https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache
const LIMIT_MS = 60_000;
const SERVER = fileURLToPath(new URL('server.js', import.meta.url));

const readPort = async (output: Readable): Promise<number> => {
  for await (const line of createInterface(output)) {
    process.stdout.write(`${line}\n`);
    const { event, port } = JSON.parse(line) as { readonly event: string; readonly port?: number };
    if (event === 'listening' && port !== undefined) return port;
  }
  throw new Error('The server ended before it listened.');
};

// biome-ignore lint/style/noProcessEnv: a program of its own, and this is where it reads its environment.
const environment = process.env;
if (!environment['NODE_COMPILE_CACHE']) throw new Error('NODE_COMPILE_CACHE must name the folder to fill.');

const signal = AbortSignal.timeout(LIMIT_MS);
const server = spawn(process.execPath, [SERVER], {
  env: { ...environment, HOST: '127.0.0.1', PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
  signal,
  killSignal: 'SIGKILL',
});
const exited = once(server, 'exit', { signal });
const port = await readPort(server.stdout);
const health = await fetch(`http://127.0.0.1:${port}/health`, { signal });
if (!health.ok) throw new Error(`The server is not healthy: ${health.status} ${await health.text()}`);
server.kill('SIGTERM');
const [code] = await exited;
if (code !== 0) throw new Error(`The server ended with ${code} on SIGTERM.`);
