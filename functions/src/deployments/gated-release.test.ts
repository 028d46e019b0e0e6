import { type Deployment, type DeploymentSpecInput, type GatePart, isTerminal } from '@proving-ground/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dyingAt } from '../testing/chaos.ts';
import { createDeploymentWorld } from '../testing/deployment-world.ts';
import { drawnChaos, playedChaos } from '../testing/drawn-chaos.ts';
import { someGateFigures } from '../testing/gate-figures.ts';
import type { PartEnd } from '../testing/simulated-gate-parts.ts';

const AGENT = 'production-adk-agent';
const REGION = 'europe-west1';
const HOUR_MS = 3_600_000;
/** Only a ceiling for a busy machine. */
const TIMEOUT_MS = 60_000;
/** No images are built: the shortest way to a release with a gate. */
const GATED: DeploymentSpecInput = { scope: 'settings', gate: { roundSeconds: 5, maxRounds: 6 } };
const SLOWER = someGateFigures({ p95Ms: 4_000, ttftP95Ms: 1_200, goodAnswers: 150 });

type World = ReturnType<typeof createDeploymentWorld>;

const slowerNew = ({ side }: GatePart): PartEnd => (side === 'new' ? SLOWER : someGateFigures());
async function deployed(world: World, key: string, spec: DeploymentSpecInput = {}): Promise<Deployment> {
  const { deploymentId } = await world.start(key, spec);
  return await world.untilEnded(deploymentId, 6 * HOUR_MS);
}
const serving = ({ cloud }: World) => cloud.services.served(AGENT).at(-1);
const loadTestIds = ({ cloud }: World) => cloud.parts.all.map(({ part }) => part.loadTestId);
const untilPartRuns = async (world: World, id: string) =>
  await world.time.passUntil(
    world.time.nowMs + HOUR_MS,
    () =>
      world.cloud.parts.all.some(({ sight }) => sight.status === 'running') &&
      world.store.versions(id).at(-1)?.leaseUntil === null,
  );

describe('a release with a load gate', () => {
  test('that holds gets the traffic, after the gate and not before', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    const { deploymentId } = await world.start('key-second', GATED);
    await untilPartRuns(world, deploymentId);
    expect(serving(world)).toBe(first.revisions.agent?.revision);
    const second = await world.untilEnded(deploymentId);
    expect(second).toMatchObject({ status: 'live', gate: { status: 'passed' }, steps: { gate: { status: 'done' } } });
    expect(second.gate?.old?.url).toBe(first.revisions.agent?.tagUrl);
    expect(second.gate?.new?.url).toBe(second.revisions.agent?.tagUrl);
    expect(second.gate?.new?.backend?.revision).toBe(second.revisions.backend?.revision);
    expect(serving(world)).toBe(second.revisions.agent?.revision);
    expect(world.cloud.parts.all).toHaveLength(2 + 8);
  });

  test('that is slower fails, and the old pair goes on serving', async () => {
    const world = createDeploymentWorld({ partEnd: slowerNew });
    const first = await deployed(world, 'key-first');
    const second = await deployed(world, 'key-second', GATED);
    expect(second).toMatchObject({
      status: 'failed',
      failure: { reason: 'GATE_REFUSED' },
      replaced: null,
      gate: { status: 'refused' },
    });
    expect(serving(world)).toBe(first.revisions.agent?.revision);
    expect((await world.store.service(REGION, AGENT))?.current?.deploymentId).toBe(first.id);
    expect((await world.store.service(REGION, AGENT))?.activeDeploymentId).toBeNull();
  });

  test('of which nothing certain can be said is held, and a person may promote it', async () => {
    const scattered = ({ side, round }: GatePart) =>
      someGateFigures({ p95Ms: side === 'new' && round % 2 === 1 ? 3_000 : 1_500 });
    const world = createDeploymentWorld({ partEnd: scattered });
    const first = await deployed(world, 'key-first');
    const second = await deployed(world, 'key-second', GATED);
    expect(second).toMatchObject({ status: 'held', gate: { status: 'undecided' } });
    expect(second.gate?.reason).toContain('Not enough evidence after 6 rounds');
    expect(serving(world)).toBe(first.revisions.agent?.revision);
    const { deploymentId } = await world.switchPair('promote', second.id);
    const promoted = await world.untilEnded(deploymentId);
    expect(promoted).toMatchObject({ status: 'live', gate: null });
    expect(serving(world)).toBe(second.revisions.agent?.revision);
  });

  test('that is the first of its service has nothing to be compared with, and is live', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first', { gate: {} });
    expect(first).toMatchObject({
      status: 'live',
      gate: { status: 'skipped' },
      steps: { gate: { status: 'skipped' } },
    });
    expect(world.cloud.parts.all).toEqual([]);
  });

  test('that holds and was to be held is held', async () => {
    const world = createDeploymentWorld();
    await deployed(world, 'key-first');
    const second = await deployed(world, 'key-second', { ...GATED, holdBeforeTraffic: true });
    expect(second).toMatchObject({ status: 'held', gate: { status: 'passed' } });
  });

  test('whose rounds are not whole repeats them, a few times', async () => {
    const world = createDeploymentWorld({
      partEnd: ({ round, side }) => (round === 2 && side === 'old' ? 'partial' : someGateFigures()),
    });
    await deployed(world, 'key-first');
    expect(await deployed(world, 'key-second', GATED)).toMatchObject({ status: 'live', gate: { status: 'passed' } });
    const broken = createDeploymentWorld({ partEnd: () => 'failed' });
    await deployed(broken, 'key-first');
    expect(await deployed(broken, 'key-second', GATED)).toMatchObject({
      status: 'held',
      gate: { status: 'undecided' },
    });
  });

  test('waits for a test of somebody else, and has the time for it', async () => {
    const world = createDeploymentWorld();
    await deployed(world, 'key-first');
    world.cloud.parts.otherTestId = 'theirs';
    const { deploymentId } = await world.start('key-second', GATED);
    await world.time.passUntil(world.time.nowMs + HOUR_MS / 4);
    expect((await world.current(deploymentId)).steps.gate.detail).toContain('theirs');
    world.cloud.parts.otherTestId = null;
    expect(await world.untilEnded(deploymentId)).toMatchObject({ status: 'live' });
  });

  test('that is cancelled meanwhile stops its load test first', async () => {
    const world = createDeploymentWorld({ partMs: HOUR_MS });
    const first = await deployed(world, 'key-first');
    const { deploymentId } = await world.start('key-second', GATED);
    await untilPartRuns(world, deploymentId);
    await world.cancel(deploymentId);
    const second = await world.untilEnded(deploymentId);
    expect(second).toMatchObject({ status: 'cancelled', gate: { status: 'stopped' } });
    expect(world.cloud.parts.all.map(({ sight }) => sight.status)).toEqual(['stopped']);
    expect(serving(world)).toBe(first.revisions.agent?.revision);
  });

  test('has the time of its gate on top of the hour', async () => {
    const world = createDeploymentWorld();
    const { deploymentId } = await world.start('key-first', { gate: { roundSeconds: 60, maxRounds: 20 } });
    const { createdAt, deadlineAt } = await world.current(deploymentId);
    expect(Date.parse(deadlineAt) - Date.parse(createdAt)).toBeGreaterThan(1.9 * HOUR_MS);
  });

  test('that hangs fails at its deadline, and leaves no load behind', async () => {
    const world = createDeploymentWorld({ partMs: 100 * HOUR_MS });
    await deployed(world, 'key-first');
    const second = await deployed(world, 'key-second', GATED);
    expect(second).toMatchObject({ status: 'failed', failure: { reason: 'DEPLOYMENT_TIMED_OUT' } });
    expect(world.cloud.parts.all.every(({ sight }) => sight.status !== 'running')).toBe(true);
  });
});

describe('a worker that dies during the gate', () => {
  test(
    'wherever it does, it comes to the same verdict by the same load tests',
    async () => {
      const untilGate = async (chaos: ReturnType<typeof dyingAt>) => {
        // So short that there is one look at a load test at work, not many of the same kind.
        const world = createDeploymentWorld({ chaos, partEnd: slowerNew, partMs: 4_000, buildMs: 3_000 });
        await deployed(world, 'key-first');
        const { deploymentId: id } = await world.start('key-second', GATED);
        await world.time.passUntil(world.time.nowMs + HOUR_MS, () => world.store.versions(id).at(-1)?.gate !== null);
        return { world, id };
      };
      const gatedWorld = async (chaos: ReturnType<typeof dyingAt>) => {
        const { world, id } = await untilGate(chaos);
        return { world, second: await world.untilEnded(id) };
      };
      const before = dyingAt(-1);
      await untilGate(before);
      const calm = dyingAt(-1);
      const expected = await gatedWorld(calm);
      expect(expected.second.status).toBe('failed');
      expect(calm.placesSeen() - before.placesSeen()).toBeGreaterThan(80);
      for (let place = before.placesSeen(); place < calm.placesSeen(); place += 1) {
        const { world, second } = await gatedWorld(dyingAt(place));
        expect(second.gate, `dying at place ${place}`).toEqual(expected.second.gate);
        expect(loadTestIds(world)).toEqual(loadTestIds(expected.world));
      }
    },
    TIMEOUT_MS,
  );
});

describe('whatever is lost, late, doubled, refused or dies', () => {
  const ends = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant('whole' as const) },
      { weight: 1, arbitrary: fc.constantFrom('partial' as const, 'failed' as const) },
    ),
    { minLength: 40, maxLength: 40 },
  );

  test(
    'a gated release ends in time, starts no load test twice, and moves traffic only past its gate',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          drawnChaos,
          ends,
          fc.boolean(),
          fc.option(fc.integer({ min: 0, max: 600_000 }), { freq: 3 }),
          async (chaos, drawnEnds, isSlower, cancelAfterMs) => {
            const [next] = [drawnEnds[Symbol.iterator]()];
            const partEnd = (part: GatePart): PartEnd => {
              const drawn = next.next().value ?? 'whole';
              if (drawn !== 'whole') return drawn;
              return isSlower ? slowerNew(part) : someGateFigures();
            };
            let isCalm = true;
            const drawn = playedChaos(chaos, () => undefined);
            const world = createDeploymentWorld({
              partEnd,
              chaos: {
                turn: (point) => (isCalm ? { fate: 'ok', beforeMs: 20, afterMs: 20 } : drawn.turn(point)),
                deliveries: () => (isCalm ? [0] : drawn.deliveries()),
              },
            });
            const first = await deployed(world, 'key-first');
            isCalm = false;
            const { deploymentId: id } = await world.start('key-second', GATED);
            if (cancelAfterMs !== null) world.time.at(world.time.nowMs + cancelAfterMs, () => void world.cancel(id));
            const second = await world.untilEnded(id, 8 * HOUR_MS);
            await world.time.passUntil(world.time.nowMs + HOUR_MS / 6);

            expect(isTerminal(second.status)).toBe(true);
            expect(loadTestIds(world)).toEqual([...new Set(loadTestIds(world))]);
            expect(second.gate?.status).not.toBe('running');
            const isLive = second.status === 'live';
            if (isLive) expect(second.gate?.status).toBe('passed');
            if (isSlower) expect(isLive).toBe(false);
            expect(serving(world)).toBe((isLive ? second : first).revisions.agent?.revision);
            expect((await world.store.service(REGION, AGENT))?.activeDeploymentId).toBeNull();
            // Whatever became of it: nobody is left to end a load test that runs.
            expect(world.cloud.parts.all.filter(({ sight }) => sight.status === 'running')).toEqual([]);
          },
        ),
        { numRuns: 60 },
      );
    },
    TIMEOUT_MS,
  );
});
