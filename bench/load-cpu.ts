import { benchOptions, progress } from './bench-options.ts';
import type { BenchRow } from './bench-row.ts';
import { cpuOf } from './cpu-of.ts';
import { figureOf } from './figure-of.ts';
import { GENERATORS, type Generator, OUR_GENERATOR } from './load-generators.ts';
import { installLoadPeers } from './load-peers.ts';
import { type LoadServerProcess, type ServedCounts, startLoadServer } from './load-server-process.ts';
import { printReport } from './print-report.ts';
import { measureShardMemory } from './shard-memory.ts';

/**
 * What a request and a streamed event cost our load engine and its peers in processor time, against one server. Each figure
 * is the difference between a long and a short run over the difference in what the server counted, so that starting up
 * is not part of it; the median of several rounds in which all take turns.
 */
const options = benchOptions();
const ROUNDS = options.quick ? 1 : 3;
const USERS = 50;
const REQUESTS = { short: 200, long: options.quick ? 4_000 : 10_000 };
/** Each has 64 events, and takes over a second: tokens come at a model's pace. */
const STREAMED = { short: USERS, long: USERS * (options.quick ? 4 : 6) };
const MEMORY_USERS = 5_000;

interface Cost {
  readonly cpuMs: number;
  readonly count: number;
}

async function cost(server: LoadServerProcess, generator: Generator, requests: number, unit: keyof ServedCounts) {
  const before = await server.counts();
  const command = generator.command({ url: server.url, users: USERS, requests, stream: unit === 'events' });
  const { cpuMs } = await cpuOf(command);
  return { cpuMs, count: (await server.counts())[unit] - before[unit] } satisfies Cost;
}

/** Milliseconds of processor time per unit, one figure a round, by generator. */
async function measure(server: LoadServerProcess, unit: keyof ServedCounts): Promise<Map<string, number[]>> {
  const size = unit === 'runs' ? REQUESTS : STREAMED;
  const figures = new Map<string, number[]>();
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const generator of generators.filter(({ streams }) => streams || unit === 'runs')) {
      const short = await cost(server, generator, size.short, unit);
      const long = await cost(server, generator, size.long, unit);
      const perUnit = (long.cpuMs - short.cpuMs) / (long.count - short.count);
      figures.set(generator.name, [...(figures.get(generator.name) ?? []), perUnit]);
      progress(`${unit} ${round}/${ROUNDS} ${generator.name}: ${perUnit.toFixed(4)} ms, ${long.count} counted`);
    }
  }
  return figures;
}

if (options.setup) await installLoadPeers(progress);
const generators = GENERATORS.filter((generator) => generator.missing() === null);
const leftOut = GENERATORS.filter((generator) => !generators.includes(generator)).map(({ name }) => ({
  name,
  why: 'it is not installed: --setup installs it.',
}));

await using server = await startLoadServer();

async function row(unit: keyof ServedCounts, rest: Pick<BenchRow, 'what' | 'target'>): Promise<BenchRow> {
  const figures = await measure(server, unit);
  const figure = ({ name }: Generator) => figureOf(figures.get(name) ?? []);
  const peers = generators.filter((generator) => generator !== OUR_GENERATOR && figures.has(generator.name));
  return {
    ...rest,
    unit: 'ms CPU',
    ours: figure(OUR_GENERATOR),
    peers: peers.map((peer) => ({ name: peer.name, figure: figure(peer) })),
  };
}

/** The peers' memory is not measured. */
async function memoryRow(): Promise<BenchRow> {
  const peaks: number[] = [];
  for (let round = 1; round <= (options.quick ? 1 : 2); round += 1) {
    const { peakRssMiB, failures } = await measureShardMemory({ url: server.url, users: MEMORY_USERS });
    if (failures > 0) throw new Error(`${failures} requests failed with ${MEMORY_USERS} users.`);
    peaks.push(peakRssMiB);
  }
  const what = "peak memory of one shard, 5,000 users of the codelab's test";
  return { what, unit: 'MiB', ours: figureOf(peaks), peers: [], target: 512 };
}

const rows = [
  await row('runs', { what: 'one POST with its answer', target: 0.2 }),
  await row('events', { what: 'one event of a streamed answer', target: 0.07 }),
  await memoryRow(),
];
printReport({ section: 'load', rows, leftOut }, options);
