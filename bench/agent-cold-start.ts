import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installAdk } from './adk-process.ts';
import { agentClient } from './agent-client.ts';
import { primeCompileCache, type Usage } from './agent-process.ts';
import { type BenchAgent, OUR_AGENT, PYTHON_ADK } from './bench-agents.ts';
import { startBenchModel } from './bench-model.ts';
import { benchOptions, progress } from './bench-options.ts';
import type { BenchRow } from './bench-row.ts';
import { figureOf } from './figure-of.ts';
import { printReport } from './print-report.ts';

/**
 * How long an agent takes from the start of its process to the first 200 of /health, and to the first answer of a model
 * that answers at once: what is loaded with the first question counts there. Ours has the compile cache that its image
 * brings, Python its bytecode.
 */
const options = benchOptions();
/** Python takes seconds a start. */
const ROUNDS = { ours: options.quick ? 3 : 9, peer: options.quick ? 1 : 3 };

interface Instant extends Usage {
  readonly wallMs: number;
}
interface Start {
  readonly healthy: Instant;
  readonly answered: Instant;
}

const cache = await mkdtemp(join(tmpdir(), 'agent-compile-cache-'));
const model = await startBenchModel();

async function measureStart(agent: BenchAgent): Promise<Start> {
  const startedAt = performance.now();
  await using process = await agent.start({ modelUrl: model.url, compileCache: cache });
  using client = agentClient({ port: process.port, connections: 1 });
  const now = async (): Promise<Instant> => {
    const wallMs = performance.now() - startedAt;
    return { wallMs, ...(await process.usage()) };
  };
  await client.health();
  const healthy = await now();
  await client.createSession('first');
  await client.run('first');
  return { healthy, answered: await now() };
}

async function measure(agent: BenchAgent, rounds: number): Promise<readonly Start[]> {
  await measureStart(agent);
  const starts: Start[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    starts.push(await measureStart(agent));
    progress(`${agent.name}: start ${round}/${rounds}`);
  }
  return starts;
}

if (options.setup) await installAdk(progress);
try {
  await primeCompileCache(cache);
  const ours = await measure(OUR_AGENT, ROUNDS.ours);
  const why = PYTHON_ADK.missing();
  const theirs = why === null ? await measure(PYTHON_ADK, ROUNDS.peer) : [];
  const row = (input: Pick<BenchRow, 'what' | 'unit' | 'target'> & { of: (start: Start) => number }): BenchRow => {
    const { of, ...rest } = input;
    const peers = why === null ? [{ name: PYTHON_ADK.name, figure: figureOf(theirs.map(of)) }] : [];
    return { ...rest, ours: figureOf(ours.map(of)), peers };
  };
  printReport(
    {
      section: 'agent',
      rows: [
        row({ what: 'start until `/health` answers', unit: 'ms', target: 250, of: ({ healthy }) => healthy.wallMs }),
        row({
          what: 'processor until `/health` answers',
          unit: 'ms CPU',
          target: null,
          of: ({ healthy }) => healthy.cpuMs,
        }),
        row({ what: 'memory when `/health` answers', unit: 'MiB', target: null, of: ({ healthy }) => healthy.rssMiB }),
        row({ what: 'start until the first answer', unit: 'ms', target: null, of: ({ answered }) => answered.wallMs }),
        row({
          what: 'processor until the first answer',
          unit: 'ms CPU',
          target: null,
          of: ({ answered }) => answered.cpuMs,
        }),
        row({
          what: 'memory after the first answer',
          unit: 'MiB',
          target: null,
          of: ({ answered }) => answered.rssMiB,
        }),
      ],
      leftOut: why === null ? [] : [{ name: PYTHON_ADK.name, why }],
    },
    options,
  );
} finally {
  await model[Symbol.asyncDispose]();
  await rm(cache, { recursive: true, force: true });
}
