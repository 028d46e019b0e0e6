import { capacitySpec } from '@proving-ground/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AGENT_NAME, aLoadTest, TARGET } from '../testing/a-load-test.ts';
import { createCapacityWorld } from '../testing/capacity-world.ts';
import { drawnChaos, playedChaos } from '../testing/drawn-chaos.ts';
import { playSearch } from '../testing/play-search.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { rateWithShareLonger, type SimulatedService, simulateOpenLoad } from '../testing/simulated-service.ts';
import { capacityResult } from './capacity-result.ts';

/** Only a ceiling for a busy machine. */
const TIMEOUT_MS = 120_000;

const services = fc.record({
  servers: fc.integer({ min: 1, max: 8 }),
  meanServiceSeconds: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
  /** How much longer than the work itself an answer may take. */
  patience: fc.double({ min: 4, max: 10, noNaN: true }),
  /** How far below the capacity the search begins. */
  below: fc.double({ min: 1, max: 20, noNaN: true }),
  seed: fc.nat(1_000_000),
});

test(
  'whatever the capacity of a queue, the answer is close to it',
  async () => {
    const ratios: number[] = [];
    await fc.assert(
      fc.asyncProperty(services, async ({ servers, meanServiceSeconds, patience, below, seed }) => {
        const service = { servers, meanServiceSeconds, errorShare: 0 };
        const limitMs = Math.round(patience * meanServiceSeconds * 1_000);
        const truth = rateWithShareLonger(service, 0.05, limitMs / 1_000);
        const world = createCapacityWorld({ service });
        const startAt = Math.max(0.1, truth / below);
        const spec = { slo: `p95Ms<${limitMs}`, startAt, most: 1_000, maxSteps: 40, seed } as const;
        const { bounds, result } = await world.untilEnded((await world.start(spec)).searchId);
        ratios.push((bounds.meets ?? 0) / truth);
        expect(result?.end).toBe('precise');
        expect((bounds.misses ?? 0) / (bounds.meets ?? 1)).toBeLessThanOrEqual(1.1);
      }),
      // The arrivals are chance: with a fixed seed the same ones come each time.
      { numRuns: 60, seed: 7 },
    );
    const off = ratios.map((ratio) => Math.abs(ratio - 1)).sort((one, other) => one - other);
    const quantile = (share: number) => off[Math.floor(share * (off.length - 1))];
    // Half of them by half the precision, nine of ten about within it: a step lasts 30 s, and queues have long memories.
    expect(quantile(0.5)).toBeLessThan(0.05);
    expect(quantile(0.9)).toBeLessThan(0.12);
    expect(quantile(1)).toBeLessThan(0.25);
  },
  TIMEOUT_MS,
);

/** Searches on a queue of known capacity, each with other arrivals: how many were certain of themselves, and how many of all
 * found the capacity to 15 %. */
async function manySearches(service: SimulatedService, limitMs: number) {
  const truth = rateWithShareLonger(service, 0.05, limitMs / 1_000);
  const [searches, target] = [100, { ...aLoadTest().target, backend: null }];
  let [certain, close] = [0, 0];
  for (let seed = 1; seed <= searches; seed += 1) {
    const spec = capacitySpec.parse({ slo: `p95Ms<${limitMs}`, startAt: truth / 3, most: 1_000, maxSteps: 40, seed });
    const random = seededRandom(seed);
    const steps = await playSearch(spec, (step) => simulateOpenLoad(service, step, random));
    const { isCertain, value } = capacityResult({ steps, target }, 'precise');
    if (isCertain) certain += 1;
    if (value !== null && Math.abs(value / truth - 1) <= 0.15) close += 1;
  }
  return { certainShare: certain / searches, closeShare: close / searches };
}

test('a search is certain of itself where it had answers enough, and then nearly always close', async () => {
  const quick = await manySearches({ servers: 4, meanServiceSeconds: 0.5, errorShare: 0 }, 5_000);
  expect(quick.certainShare).toBeGreaterThan(0.9);
  expect(quick.closeShare).toBeGreaterThan(0.9);
  // Answers of two seconds, of which a step has some fifty.
  const slow = await manySearches({ servers: 4, meanServiceSeconds: 2, errorShare: 0 }, 10_000);
  expect(slow.certainShare).toBeLessThan(0.1);
});

const troubles = fc.record({
  chaos: drawnChaos,
  stopAfterMs: fc.option(fc.integer({ min: 0, max: 600_000 }), { freq: 3 }),
});

test(
  'whatever dies, is late, lost or doubled: a search ends, and each step is one load test',
  async () => {
    await fc.assert(
      fc.asyncProperty(troubles, async ({ chaos, stopAfterMs }) => {
        const service = { servers: 2, meanServiceSeconds: 0.1, errorShare: 0 };
        const world = createCapacityWorld({ service, chaos: playedChaos(chaos, () => undefined) });
        const spec = { slo: 'p95Ms<500', startAt: 5, most: 40, maxSteps: 5, stepSeconds: 10 } as const;
        const { searchId } = await world.start(spec);
        if (stopAfterMs !== null) world.time.at(world.time.nowMs + stopAfterMs, () => void world.stop(searchId));
        const ended = await world.untilEnded(searchId);
        expect(ended.status).not.toBe('running');
        expect(world.begun.length).toBeLessThanOrEqual(ended.steps.length);
        expect(new Set(world.begun).size).toBe(world.begun.length);
        expect(await world.loads.tests.target(TARGET.region, AGENT_NAME)).toMatchObject({ activeSearchId: null });
        // Past the end nobody goes on: neither a step nor a write.
        await world.time.passUntil(world.time.nowMs + 900_000);
        expect(world.searches.versions(searchId).at(-1)).toEqual(ended);
        expect(await world.areTestsOver()).toBe(true);
      }),
      { numRuns: 100 },
    );
  },
  TIMEOUT_MS,
);
