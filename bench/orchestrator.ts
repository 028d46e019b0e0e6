import process from 'node:process';
import { createDeploymentWorld } from '../functions/src/testing/deployment-world.ts';
import { TRAFFIC_MS } from '../functions/src/testing/simulated-services.ts';
import { createRandom } from '../load/src/random/seeded-random.ts';
import { benchOptions } from './bench-options.ts';
import { figureOf } from './figure-of.ts';
import { printReport } from './print-report.ts';

/**
 * What the orchestrator itself adds to a deployment: its loop runs whole, over a cloud and a store in memory and on a
 * clock that jumps. Builds and roll-outs take as long as drawn; what a deployment takes beyond them and the changes of
 * traffic is ours, and the look that comes too late is in it.
 */
const options = benchOptions();
const DEPLOYMENTS = options.quick ? 20 : 200;
const WARM_UP = options.quick ? 5 : 30;
const MS_PER_SECOND = 1_000;
const MICROSECONDS_PER_MS = 1_000;

interface Overhead {
  readonly cpuMs: number;
  readonly rounds: number;
  readonly beyondCloudSeconds: number;
}

async function deploy(seed: number): Promise<Overhead> {
  const random = createRandom(seed, 0);
  const between = (least: number, most: number) => Math.round(least + random() * (most - least));
  const buildMs = between(20_000, 180_000);
  const rollOutMs = between(2_000, 40_000);
  const world = createDeploymentWorld({ buildMs, rollOutMs });
  // The first one also enables APIs, which Google takes its time for.
  await world.untilEnded((await world.start('key-first')).deploymentId);
  let rounds = 0;
  const claim = world.store.claim.bind(world.store);
  world.store.claim = (request) => {
    rounds += 1;
    return claim(request);
  };
  const startedAtMs = world.time.nowMs;
  const before = process.cpuUsage();
  const ended = await world.untilEnded((await world.start('key-second')).deploymentId);
  const { user, system } = process.cpuUsage(before);
  if (ended.status !== 'live' || ended.endedAt === null) throw new Error(`The deployment ended ${ended.status}.`);
  // The two images are built side by side; the agent's revision and traffic each wait for the backend's.
  const cloudMs = buildMs + 2 * rollOutMs + 2 * TRAFFIC_MS;
  return {
    cpuMs: (user + system) / MICROSECONDS_PER_MS,
    rounds,
    beyondCloudSeconds: (Date.parse(ended.endedAt) - startedAtMs - cloudMs) / MS_PER_SECOND,
  };
}

for (let seed = 0; seed < WARM_UP; seed += 1) await deploy(seed);
const overheads: Overhead[] = [];
for (let seed = 0; seed < DEPLOYMENTS; seed += 1) overheads.push(await deploy(seed));
const figure = (of: (overhead: Overhead) => number) => figureOf(overheads.map(of));
printReport(
  {
    section: 'orchestrator',
    rows: [
      {
        what: 'time of a deployment beyond what the cloud takes',
        unit: 's',
        ours: figure(({ beyondCloudSeconds }) => beyondCloudSeconds),
        peers: [],
        target: 5,
      },
      {
        what: 'rounds of the loop, each',
        unit: 'rounds',
        ours: figure(({ rounds }) => rounds),
        peers: [],
        target: null,
      },
      { what: 'processor, a deployment', unit: 'ms CPU', ours: figure(({ cpuMs }) => cpuMs), peers: [], target: null },
      {
        what: 'processor, a round',
        unit: 'ms CPU',
        ours: figure(({ cpuMs, rounds }) => cpuMs / rounds),
        peers: [],
        target: null,
      },
    ],
    leftOut: [],
  },
  options,
);
