import { describe, expect, test } from 'vitest';
import { AGENT_NAME, aLiveService, aLoadTest, TARGET } from '../testing/a-load-test.ts';
import { createCapacityWorld } from '../testing/capacity-world.ts';
import { dyingAt } from '../testing/chaos.ts';
import { rateWithShareLonger } from '../testing/simulated-service.ts';

const SECOND_MS = 1_000;
const SERVICE = { servers: 4, meanServiceSeconds: 0.2, errorShare: 0 };
const SPEC = { slo: 'p95Ms<1000', startAt: 2, most: 100 } as const;
const TRUTH = rateWithShareLonger(SERVICE, 0.05, 1);
const shape = (kind: string, values: readonly number[]) => `${kind}: ${values.join(' ')}`;

describe('a search in which nothing goes wrong', () => {
  test('warms up, doubles, halves the distance, and tells the rate, its cost and how sure it is', async () => {
    const world = createCapacityWorld({ service: SERVICE });
    const { searchId } = await world.start(SPEC);
    const ended = await world.untilEnded(searchId);
    expect(ended).toMatchObject({ status: 'finished', failure: null, leaseUntil: null, result: { end: 'precise' } });
    const [warmUp, ...measured] = ended.steps;
    expect(warmUp).toMatchObject({ kind: 'warmUp', value: 2, judgement: null });
    expect(shape('rates', measured.map(({ value }) => value).slice(0, 4))).toBe('rates: 2 4 8 16');
    const { meets, misses } = ended.bounds;
    expect((misses ?? 0) / (meets ?? 1)).toBeLessThanOrEqual(1.1);
    expect((meets ?? 0) / TRUTH).toBeGreaterThan(0.85);
    expect((meets ?? 0) / TRUTH).toBeLessThan(1.15);
    expect(ended.result?.value).toBe(meets);
    expect(ended.result?.costUsdPer1000Answers?.low).toBeCloseTo((1.4 / 3_600 / (meets ?? 1)) * 1_000, 1);
  });

  test('each step is one ordinary load test, one after the other, with a rest between them', async () => {
    const world = createCapacityWorld({ service: SERVICE });
    const { searchId } = await world.start(SPEC);
    const { steps } = await world.untilEnded(searchId);
    const tests = await world.testsOf(searchId);
    expect(tests.map(({ id }) => id)).toEqual(steps.map(({ loadTestId }) => loadTestId));
    expect(tests.map(({ partOf }) => partOf?.kind === 'search' && partOf.step)).toEqual(steps.map((_, index) => index));
    expect(new Set(tests.map(({ spec }) => spec.seed)).size).toBe(tests.length);
    for (const [index, { createdAt }] of tests.entries()) {
      const before = tests[index - 1];
      if (before)
        expect(Date.parse(createdAt) - Date.parse(before.endedAt ?? '')).toBeGreaterThanOrEqual(5 * SECOND_MS);
    }
    expect(await world.loads.tests.target(TARGET.region, AGENT_NAME)).toMatchObject({
      activeSearchId: null,
      activeLoadTestId: null,
    });
  });

  test('the same key again names the same search, and other values are refused', async () => {
    const world = createCapacityWorld({ service: SERVICE });
    const { searchId } = await world.start(SPEC);
    expect(await world.start(SPEC)).toEqual({ searchId, created: false });
    await expect(world.start({ ...SPEC, startAt: 3 })).rejects.toMatchObject({
      record: { reason: 'IDEMPOTENCY_KEY_REUSED' },
    });
    await world.untilEnded(searchId);
    expect(await world.start(SPEC)).toEqual({ searchId, created: false });
  });

  test('that never misses says "at least"; one that always misses says so', async () => {
    const quick = createCapacityWorld({ service: { ...SERVICE, meanServiceSeconds: 0.01 } });
    const most = await quick.start({ ...SPEC, most: 10 });
    expect(await quick.untilEnded(most.searchId)).toMatchObject({
      status: 'finished',
      bounds: { meets: 10, misses: null },
      result: { end: 'mostReached', value: 10 },
    });
    const slow = createCapacityWorld({ service: { ...SERVICE, meanServiceSeconds: 30 } });
    const least = await slow.start(SPEC);
    expect(await slow.untilEnded(least.searchId)).toMatchObject({
      status: 'finished',
      bounds: { meets: null, misses: 0.125 },
      result: { end: 'leastMisses', value: null, costUsdPer1000Answers: null },
    });
  });

  test('ends with what it knows when its steps are used up', async () => {
    const world = createCapacityWorld({ service: SERVICE });
    const { searchId } = await world.start({ ...SPEC, maxSteps: 4 });
    const { result, bounds } = await world.untilEnded(searchId);
    expect([result?.end, bounds]).toEqual(['stepsUsedUp', { meets: 8, misses: 16 }]);
  });

  test('counts errors as misses even when no threshold names them', async () => {
    const world = createCapacityWorld({ service: { ...SERVICE, errorShare: 0.2 } });
    const { searchId } = await world.start({ ...SPEC, startAt: 10 });
    expect((await world.untilEnded(searchId)).bounds).toEqual({ meets: null, misses: 0.625 });
  });
});

describe('a search that cannot be moved on', () => {
  test('is tried again past its time, then fails, and lets go of its target', async () => {
    const world = createCapacityWorld({ service: SERVICE });
    const { searchId } = await world.start(SPEC);
    // As functions of another version wrote them.
    world.loads.tests.figures = async () => ({ updatedAt: '', shards: [], resultJson: '{}' });
    const ended = await world.untilEnded(searchId);
    expect(ended).toMatchObject({ status: 'failed', failure: { reason: 'INTERNAL' }, result: { end: 'failed' } });
    const overTimeMs = Date.parse(ended.endedAt ?? '') - Date.parse(ended.endBy);
    expect(overTimeMs).toBeGreaterThan(3_600 * SECOND_MS);
    expect(overTimeMs).toBeLessThan(3_800 * SECOND_MS);
    expect(await world.loads.tests.target(TARGET.region, AGENT_NAME)).toMatchObject({ activeSearchId: null });
  });
});

describe('a search that is stopped', () => {
  test('stops its step, keeps what it knows and lets go of its target', async () => {
    const world = createCapacityWorld({ service: SERVICE });
    const { searchId } = await world.start(SPEC);
    await world.time.passUntil(world.time.nowMs + 130 * SECOND_MS);
    await world.stop(searchId);
    const beganMs = world.time.nowMs;
    const ended = await world.untilEnded(searchId);
    expect(ended).toMatchObject({ status: 'stopped', result: { end: 'stopped', value: 4 } });
    expect(world.time.nowMs - beganMs).toBeLessThan(5 * SECOND_MS);
    expect((await world.testsOf(searchId)).at(-1)?.status).toBe('stopped');
    expect(await world.loads.tests.target(TARGET.region, AGENT_NAME)).toMatchObject({ activeSearchId: null });
  });

  test('by stopping the load test of its step ends the same way', async () => {
    const world = createCapacityWorld({ service: SERVICE });
    const { searchId } = await world.start(SPEC);
    await world.time.passUntil(world.time.nowMs + 10 * SECOND_MS);
    await world.loads.tests.requestStop(world.begun[0] ?? '');
    expect(await world.untilEnded(searchId)).toMatchObject({ status: 'stopped', bounds: { meets: null } });
  });

  test('before its first look starts no load', async () => {
    const world = createCapacityWorld({ service: SERVICE });
    const { searchId } = await world.start(SPEC);
    await world.stop(searchId);
    expect(await world.untilEnded(searchId)).toMatchObject({ status: 'stopped', steps: [] });
    expect(world.begun).toEqual([]);
  });
});

describe('what is not about the load', () => {
  test('a person may not put the agent under load meanwhile, and reads which search it is', async () => {
    const world = createCapacityWorld({ service: SERVICE });
    const { searchId } = await world.start(SPEC);
    await world.time.passUntil(world.time.nowMs + 60 * SECOND_MS);
    await expect(world.loads.tests.create(aLoadTest())).rejects.toMatchObject({
      record: { reason: expect.stringMatching(/IN_PROGRESS/) },
    });
    await world.untilEnded(searchId);
  });

  test('a step that is lost is tried again, two in a row end the search with their failure', async () => {
    const lost = { status: 'partial', failure: null, revisionAtEnd: null } as const;
    const finished = { status: 'finished', failure: null, revisionAtEnd: null } as const;
    const once = createCapacityWorld({ service: SERVICE, endingOf: (index) => (index === 3 ? lost : finished) });
    const { searchId } = await once.start(SPEC);
    const ended = await once.untilEnded(searchId);
    expect([ended.status, ended.steps[3]?.status, ended.steps[3]?.value]).toEqual(['finished', 'lost', 8]);
    expect(ended.steps[4]).toMatchObject({ status: 'judged', value: 8, attempt: 2 });

    const twice = createCapacityWorld({ service: SERVICE, endingOf: (index) => (index >= 3 ? lost : finished) });
    const { searchId: failing } = await twice.start(SPEC);
    expect(await twice.untilEnded(failing)).toMatchObject({
      status: 'failed',
      failure: { reason: 'STEP_INCOMPLETE' },
      bounds: { meets: 4, misses: null },
    });
  });

  test('another revision ends it, and so does a deployment that begins', async () => {
    const changed = { status: 'finished', failure: null, revisionAtEnd: 'newer' } as const;
    const world = createCapacityWorld({ service: SERVICE, endingOf: () => changed });
    const { searchId } = await world.start(SPEC);
    expect(await world.untilEnded(searchId)).toMatchObject({ status: 'failed', failure: { reason: 'TARGET_CHANGED' } });

    const deployed = createCapacityWorld({ service: SERVICE });
    const { searchId: held } = await deployed.start(SPEC);
    await deployed.time.passUntil(deployed.time.nowMs + 10 * SECOND_MS);
    deployed.deployments.putService(aLiveService('agent', { activeDeploymentId: 'newer' }));
    expect(await deployed.untilEnded(held)).toMatchObject({
      status: 'failed',
      failure: { reason: 'DEPLOYMENT_IN_PROGRESS' },
      steps: [{ status: 'judged' }, { status: 'lost' }],
    });
  });
});

describe('a worker that dies', () => {
  const calm = dyingAt(-1);
  const SHORT = { ...SPEC, startAt: 10, maxSteps: 3, stepSeconds: 10 } as const;

  test('at any place costs time and nothing else: one load for each step, and the same answer', async () => {
    const whole = createCapacityWorld({ service: SERVICE, chaos: calm });
    const expected = await whole.untilEnded((await whole.start(SHORT)).searchId);
    const places = calm.placesSeen();
    expect(places).toBeGreaterThan(30);
    for (let place = 0; place < places; place += 1) {
      const world = createCapacityWorld({ service: SERVICE, chaos: dyingAt(place) });
      const ended = await world.untilEnded((await world.start(SHORT)).searchId);
      const told = {
        place,
        bounds: ended.bounds,
        end: ended.result?.end,
        steps: ended.steps.map(({ value }) => value),
      };
      expect(told).toEqual({
        place,
        bounds: expected.bounds,
        end: expected.result?.end,
        steps: expected.steps.map(({ value }) => value),
      });
      expect(world.begun).toHaveLength(ended.steps.length);
    }
  });
});
