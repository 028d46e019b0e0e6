import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { primeCompileCache, startAgent } from './agent-process.ts';

/**
 * How long the built agent takes from the start of its process to the first 200 of /health, with the compile cache that
 * its image brings. The processor time is the figure to compare: wall time depends on who else is at work.
 */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '15' }, json: { type: 'boolean', default: false } },
});

interface Start {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly rssMiB: number;
}

const isHealthy = (port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/health', agent: false }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode === 200));
    }).once('error', reject);
  });

async function measureStart(env: Readonly<Record<string, string>>): Promise<Start> {
  const startedAt = performance.now();
  await using agent = await startAgent(env);
  if (!(await isHealthy(agent.port))) throw new Error('The agent is not healthy.');
  const wallMs = performance.now() - startedAt;
  return { wallMs, ...(await agent.usage()) };
}

async function measure(env: Readonly<Record<string, string>>): Promise<Start> {
  await measureStart(env);
  const starts: Start[] = [];
  for (let run = 0; run < Number(values.runs); run += 1) starts.push(await measureStart(env));
  const median = (figure: keyof Start): number =>
    Math.round(starts.map((start) => start[figure]).sort((a, b) => a - b)[Math.floor(starts.length / 2)] ?? 0);
  return { wallMs: median('wallMs'), cpuMs: median('cpuMs'), rssMiB: median('rssMiB') };
}

const cache = await mkdtemp(join(tmpdir(), 'agent-compile-cache-'));
try {
  await primeCompileCache(cache);
  const results = {
    'with compile cache': await measure({ NODE_COMPILE_CACHE: cache }),
    without: await measure({}),
  };
  if (values.json) console.log(JSON.stringify(results));
  else console.table(results);
} finally {
  await rm(cache, { recursive: true, force: true });
}
