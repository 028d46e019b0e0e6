import { parseArgs } from 'node:util';
import { cpuOf } from './cpu-of.ts';
import { GENERATORS, type Generator } from './load-generators.ts';
import { installPeers } from './load-peers.ts';
import { type LoadServerProcess, type ServedCounts, startLoadServer } from './load-server-process.ts';
import { measureShardMemory } from './shard-memory.ts';

/**
 * What a request and a streamed event cost our load engine and its peers in processor time, against one server. Each figure
 * is the difference between a long and a short run over the difference in what the server counted, so that starting up
 * is not part of it; the median of several rounds in which all take turns.
 */
const { values } = parseArgs({
  options: {
    setup: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
    users: { type: 'string', default: '50' },
    requests: { type: 'string', default: '20000' },
    json: { type: 'boolean', default: false },
  },
});
const users = Number(values.users);
const REQUESTS = { short: 200, long: Number(values.requests) };
/** Each has 64 events, and takes over a second: tokens come at a model's pace. */
const STREAMED = { short: users, long: users * 16 };
const MEMORY_USERS = 5_000;

interface Cost {
  readonly cpuMs: number;
  readonly count: number;
}

const log = (line: string): void => void process.stderr.write(`${line}\n`);
const median = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

async function cost(server: LoadServerProcess, generator: Generator, requests: number, unit: keyof ServedCounts) {
  const before = await server.counts();
  const command = generator.command({ url: server.url, users, requests, stream: unit === 'events' });
  const { cpuMs } = await cpuOf(command);
  return { cpuMs, count: (await server.counts())[unit] - before[unit] } satisfies Cost;
}

/** Milliseconds of processor time per unit, one figure a round, by generator. */
async function measure(server: LoadServerProcess, unit: keyof ServedCounts): Promise<Map<string, number[]>> {
  const size = unit === 'runs' ? REQUESTS : STREAMED;
  const figures = new Map<string, number[]>();
  for (let round = 1; round <= Number(values.runs); round += 1) {
    for (const generator of generators.filter(({ streams }) => streams || unit === 'runs')) {
      const short = await cost(server, generator, size.short, unit);
      const long = await cost(server, generator, size.long, unit);
      const perUnit = (long.cpuMs - short.cpuMs) / (long.count - short.count);
      figures.set(generator.name, [...(figures.get(generator.name) ?? []), perUnit]);
      log(`${unit} ${round}/${values.runs} ${generator.name}: ${perUnit.toFixed(4)} ms, ${long.count} counted`);
    }
  }
  return figures;
}

if (values.setup) await installPeers(log);
const generators = GENERATORS.filter((generator) => {
  const missing = generator.missing();
  if (missing) log(`${generator.name} is left out: ${missing} is missing, --setup installs it.`);
  return missing === null;
});

await using server = await startLoadServer();
const runs = await measure(server, 'runs');
const events = await measure(server, 'events');
const figure = (of: number[] | undefined, digits: number): string =>
  of ? `${median(of).toFixed(digits)} (${Math.min(...of).toFixed(digits)}–${Math.max(...of).toFixed(digits)})` : '–';
const results = Object.fromEntries(
  generators.map(({ name, streams }) => [
    name,
    {
      'ms CPU per POST': figure(runs.get(name), 3),
      'ms CPU per SSE event': streams ? figure(events.get(name), 4) : 'does not read events',
    },
  ]),
);
const memory = await measureShardMemory({ url: server.url, users: MEMORY_USERS });
if (values.json) console.log(JSON.stringify({ results, memory }));
else {
  console.table(results);
  console.table({ [`${MEMORY_USERS} users in one shard`]: memory });
}
