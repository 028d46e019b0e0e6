import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SHIPPED_PROFILE } from '../agent/src/agent/profile.ts';
import type { AgentProcess, Usage } from './agent-process.ts';
import { installPeers, peersFolder, pythonSteps } from './install-peers.ts';

export const ADK_VERSIONS = { adk: '2.13.0', litellm: '1.110.2' } as const;

const FOLDER = peersFolder('agent-peers');
const VENV = join(FOLDER, 'venv');
const ADK = join(VENV, 'bin', 'adk');
const AGENTS = fileURLToPath(new URL('./peers/adk/', import.meta.url));
const TICKS_PER_SECOND = 100;
const MS_PER_TICK = 1_000 / TICKS_PER_SECOND;
const KIB_PER_MIB = 1_024;
const LISTENING = /Uvicorn running on http:\/\/127\.0\.0\.1:(\d+)/;

/** Installs Python ADK and LiteLLM into an environment of their own. */
export const installAdk = (log: (line: string) => void): Promise<void> =>
  installPeers(
    FOLDER,
    { 'Python ADK': pythonSteps(VENV, `google-adk==${ADK_VERSIONS.adk}`, `litellm==${ADK_VERSIONS.litellm}`) },
    log,
  );

/** Why Python ADK cannot be measured here; null when it can. */
export function adkMissing(): string | null {
  if (!existsSync('/proc/self/stat')) return 'its processor time is read from /proc, which is not here.';
  return existsSync(ADK) ? null : 'it is not installed: --setup installs it.';
}

/** Starts the codelab's agent with `adk api_server` and resolves when it listens. @throws Error with its last words */
export async function startAdk({ modelUrl }: { readonly modelUrl: string }): Promise<AgentProcess> {
  // Sessions in memory, as on Cloud Run and as ours; by default it would write them into the agent's folder.
  const args = ['api_server', '--host', '127.0.0.1', '--port', '0', '--no_use_local_storage', AGENTS];
  const child = spawn(ADK, args, {
    env: {
      PATH: process.env['PATH'],
      OLLAMA_API_BASE: modelUrl,
      BENCH_INSTRUCTION: SHIPPED_PROFILE.persona,
      // Else LiteLLM asks the internet for prices while it starts.
      LITELLM_LOCAL_MODEL_COST_MAP: 'True',
      // Bytecode is kept beside the environment, not in the repository.
      PYTHONPYCACHEPREFIX: join(FOLDER, 'bytecode'),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lastLines: string[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      const found = LISTENING.exec(line)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', (code) => reject(new Error(`adk ended with ${code}:\n${lastLines.join('\n')}`)));
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('adk has no process id.');
  return {
    port,
    usage: () => usageOf(pid),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** What Linux has counted of a process with all its threads, in ticks of 10 ms. */
async function usageOf(pid: number): Promise<Usage> {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ]);
  // Fields after the name, which may have spaces: user and system time are the 12th and 13th of them.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const rssKib = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK, rssMiB: rssKib / KIB_PER_MIB };
}
