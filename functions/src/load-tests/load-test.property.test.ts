import { isOver } from '@proving-ground/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AGENT_NAME, TARGET } from '../testing/a-load-test.ts';
import { drawnChaos, playedChaos } from '../testing/drawn-chaos.ts';
import { createLoadWorld } from '../testing/load-world.ts';

const SECOND_MS = 1_000;
const DURATION_SECONDS = 20;
/** Gathering, the test, its drain and overtime, and what one dead conductor costs: its lease and the next fan-out. */
const LONGEST_MS = (90 + DURATION_SECONDS + 30 + 30 + 180) * SECOND_MS;
/** A call that takes its time, before and after. */
const LONGEST_TROUBLE_MS = 600 * SECOND_MS;
/** Only a ceiling for a busy machine. */
const TIMEOUT_MS = 60_000;

const troubles = fc.record({
  chaos: drawnChaos,
  shardCount: fc.integer({ min: 1, max: 4 }),
  kills: fc.array(
    fc.record({ index: fc.integer({ min: 0, max: 3 }), afterMs: fc.integer({ min: 0, max: 30 * SECOND_MS }) }),
    { maxLength: 3 },
  ),
  stopAfterMs: fc.option(fc.integer({ min: 0, max: 40 * SECOND_MS }), { freq: 2 }),
});

test(
  'whatever dies, is late, lost or doubled: a test ends in time, and its figures are what was flushed',
  async () => {
    await fc.assert(
      fc.asyncProperty(troubles, async ({ chaos, shardCount, kills, stopAfterMs }) => {
        let troubledUntilMs = 0;
        const world = createLoadWorld({
          chaos: playedChaos(chaos, () => {
            troubledUntilMs = world.time.nowMs + LONGEST_TROUBLE_MS;
          }),
        });
        const beganMs = world.time.nowMs;
        const { id } = await world.start({ shardCount, spec: { durationSeconds: DURATION_SECONDS } });
        for (const { index, afterMs } of kills) world.time.at(beganMs + afterMs, () => world.kill(index));
        if (stopAfterMs !== null) world.time.at(beganMs + stopAfterMs, () => void world.stop(id));

        const ended = await world.untilEnded(id, 24 * 3_600 * SECOND_MS);
        expect(isOver(ended.status)).toBe(true);
        expect(world.time.nowMs - Math.max(beganMs, troubledUntilMs)).toBeLessThan(LONGEST_MS);
        expect(new Set(world.stores.versions(id).flatMap(({ startAt }) => startAt ?? [])).size).toBeLessThan(2);
        expect(await world.stores.tests.target(TARGET.region, AGENT_NAME)).toMatchObject({ activeLoadTestId: null });

        const flushed = await world.flushed(id);
        const sum = flushed.reduce((total, requests) => total + requests, 0);
        expect(ended.headline?.requests ?? 0).toBe(sum);
        const whole = ended.headline?.coverage.complete === shardCount;
        expect(ended.status === 'finished').toBe(whole);
        // Past the end nobody goes on: neither a load nor a write.
        await world.time.passUntil(world.time.nowMs + 120 * SECOND_MS);
        expect(await world.flushed(id)).toEqual(flushed);
        expect(world.stores.versions(id).at(-1)).toEqual(ended);
      }),
      { numRuns: 100 },
    );
  },
  TIMEOUT_MS,
);
