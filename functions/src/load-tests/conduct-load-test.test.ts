import { Failure } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { AGENT_NAME, TARGET } from '../testing/a-load-test.ts';
import { dyingAt } from '../testing/chaos.ts';
import { createLoadWorld } from '../testing/load-world.ts';

const SECOND_MS = 1_000;
/** What each of four shards does in 30 s: 1, 10, 100 and 1,000 requests a second. */
const WHOLE = 30 * 1_111;

describe('a load test in which nothing goes wrong', () => {
  test('starts all shards at one instant, ends with all their figures, and lets go of its target', async () => {
    const world = createLoadWorld();
    const { id } = await world.start();
    const ended = await world.untilEnded(id);
    expect(ended).toMatchObject({ status: 'finished', failure: null, revisionAtEnd: null, leaseUntil: null });
    expect(ended.headline).toMatchObject({ requests: WHOLE, coverage: { planned: 4, complete: 4 }, peakUsers: 4 });
    expect(world.result(id)?.total.requests).toBe(WHOLE);
    const starts = world.stores.versions(id).flatMap(({ startAt }) => startAt ?? []);
    expect(new Set(starts).size).toBe(1);
    expect(world.seen).toEqual({ shardTasks: 4, refusedCalls: 0, lateStarts: 0, wokenParents: [] });
    expect(await world.stores.tests.target(TARGET.region, AGENT_NAME)).toMatchObject({ activeLoadTestId: null });
  });

  test('shows figures while it runs, and how each shard is', async () => {
    const world = createLoadWorld();
    const { id } = await world.start();
    await world.time.passUntil(world.time.nowMs + 15 * SECOND_MS);
    const figures = world.stores.figures(id);
    expect(figures?.shards.map(({ status }) => status)).toEqual(['running', 'running', 'running', 'running']);
    expect(world.result(id)?.total.requests).toBeGreaterThan(5_000);
    expect(world.result(id)?.coverage).toEqual({ planned: 4, complete: 4, lost: [] });
  });

  test('wakes what it is a part of', async () => {
    const world = createLoadWorld();
    const partOf = { kind: 'gate', deploymentId: 'd1', round: 0, side: 'new' } as const;
    const { id } = await world.start({ partOf });
    await world.untilEnded(id);
    await world.time.passUntil(world.time.nowMs + SECOND_MS);
    expect(world.seen.wokenParents).toEqual([partOf]);
  });

  test('keeps a verdict on its thresholds', async () => {
    const world = createLoadWorld();
    const { id } = await world.start({ spec: { durationSeconds: 10, slo: 'requestsPerSecond>1000' } });
    expect((await world.untilEnded(id)).headline?.verdict).toBe('passed');
  });
});

describe('a shard that dies', () => {
  test('in mid-run is told as lost; what it had flushed counts, and the test ends partial', async () => {
    const world = createLoadWorld();
    const { id } = await world.start();
    await world.time.passUntil(world.time.nowMs + 12 * SECOND_MS);
    world.kill(2);
    const [, , flushed = 0] = await world.flushed(id);
    const ended = await world.untilEnded(id);
    expect(flushed).toBeGreaterThan(0);
    expect(ended).toMatchObject({ status: 'partial', failure: null });
    expect(ended.headline).toMatchObject({
      requests: WHOLE - 30 * 100 + flushed,
      coverage: { planned: 4, complete: 3 },
    });
    expect(world.result(id)?.coverage.lost).toEqual([{ index: 2, status: 'lost' }]);
    expect(world.stores.figures(id)?.shards[2]).toMatchObject({ status: 'lost', requests: flushed });
    // Nobody waits for the dead one past the time of the living.
    const tookMs = Date.parse(ended.endedAt ?? '') - Date.parse(ended.startAt ?? '');
    expect(tookMs).toBeLessThan(33 * SECOND_MS);
    // The others' curves go on to the end.
    expect(world.result(id)?.windows).toHaveLength(30);
  });

  test('never lets a verdict pass', async () => {
    const world = createLoadWorld();
    const { id } = await world.start({ spec: { durationSeconds: 20, slo: 'requestsPerSecond>1' } });
    await world.time.passUntil(world.time.nowMs + 8 * SECOND_MS);
    world.kill(0);
    expect((await world.untilEnded(id)).headline?.verdict).toBe('partial');
  });

  test('before the start is called again, and the test is whole', async () => {
    const world = createLoadWorld({ deafShards: [3] });
    const { id } = await world.start({ shardCount: 4 });
    await world.time.passUntil(world.time.nowMs + 3 * SECOND_MS);
    world.kill(1);
    // With one shard still missing, the test waits; the dead one's lease runs out, and it is called anew.
    await world.time.passUntil(world.time.nowMs + 30 * SECOND_MS);
    expect((await world.stores.shards.list(id)).map(({ status, epoch }) => `${status} ${epoch}`)).toEqual([
      'waiting 1',
      'waiting 2',
      'waiting 1',
      'queued 0',
    ]);
  });

  test('or leaves figures that nobody can read, counts as lost: the others end the test and let go of its target', async () => {
    const world = createLoadWorld();
    const { id } = await world.start();
    await world.time.passUntil(world.time.nowMs + 12 * SECOND_MS);
    world.kill(2);
    const ofAnotherVersion = { status: 'finished', packedState: Uint8Array.of(1, 2, 3), leaseUntil: null } as const;
    await world.stores.shards.save({ loadTestId: id, index: 2, epoch: 1 }, ofAnotherVersion);
    const ended = await world.untilEnded(id);
    expect(ended).toMatchObject({ status: 'partial', failure: null });
    expect(ended.headline).toMatchObject({ requests: WHOLE - 30 * 100, coverage: { planned: 4, complete: 3 } });
    expect(world.stores.figures(id)?.shards[2]).toMatchObject({ status: 'lost', requests: 0 });
    expect(await world.stores.tests.target(TARGET.region, AGENT_NAME)).toMatchObject({ activeLoadTestId: null });
  });

  test('with all the others leaves no figures: the test has failed, and says why', async () => {
    const world = createLoadWorld();
    const { id } = await world.start();
    await world.time.passUntil(world.time.nowMs + 1_000, () => world.stores.versions(id).at(-1)?.startAt !== null);
    for (const index of [0, 1, 2, 3]) world.kill(index);
    expect(await world.untilEnded(id)).toMatchObject({
      status: 'failed',
      headline: null,
      failure: { reason: 'NO_FIGURES' },
    });
  });
});

describe('all start or none', () => {
  test('a shard that does not come in time keeps the others from starting', async () => {
    const world = createLoadWorld({ deafShards: [1] });
    const { id } = await world.start();
    const ended = await world.untilEnded(id);
    expect(ended).toMatchObject({ status: 'failed', startAt: null, headline: null });
    expect(ended.failure).toMatchObject({
      reason: 'SHARDS_NOT_READY',
      message: 'Only 3 of 4 shards were ready in time, so none has started.',
    });
    await world.time.passUntil(world.time.nowMs + 5 * SECOND_MS);
    expect(await world.flushed(id)).toEqual([0, 0, 0, 0]);
    const left = (await world.stores.shards.list(id)).map(({ status }) => status);
    expect(left).toEqual(['stopped', 'queued', 'stopped', 'stopped']);
  });

  test('a shard whose call could not be queued is called again', async () => {
    const world = createLoadWorld({ refusedCalls: 3 });
    const { id } = await world.start();
    expect(await world.untilEnded(id)).toMatchObject({ status: 'finished', headline: { requests: WHOLE } });
    expect(world.seen).toMatchObject({ shardTasks: 4, refusedCalls: 3 });
  });

  test('an agent that may not be called is told with its reason, before anything has started', async () => {
    const refusal = new Failure({
      code: 'permission-denied',
      reason: 'TOKEN_REFUSED',
      message: 'No token.',
      nextStep: 'Grant it.',
      retryable: false,
    });
    const world = createLoadWorld({ authorize: () => Promise.reject(refusal) });
    const { id } = await world.start();
    expect(await world.untilEnded(id)).toMatchObject({ status: 'failed', startAt: null, failure: refusal.record });
  });
});

describe('a stop', () => {
  test.each([0, 1, 5, 20])(
    '%s s after the start reaches every shard within 3 s; what was measured stays',
    async (s) => {
      const world = createLoadWorld();
      const { id } = await world.start();
      await world.time.passUntil(world.time.nowMs + s * SECOND_MS);
      await world.stop(id);
      await world.time.passUntil(world.time.nowMs + 3 * SECOND_MS);
      const shards = await world.stores.shards.list(id);
      expect(shards.filter(({ status }) => status === 'running' || status === 'waiting')).toEqual([]);
      const ended = await world.untilEnded(id);
      expect(ended.status).toBe('stopped');
      const flushed = await world.flushed(id);
      expect(ended.headline?.requests ?? 0).toBe(flushed.reduce((sum, requests) => sum + requests, 0));
    },
  );

  test('after the end changes nothing', async () => {
    const world = createLoadWorld();
    const { id } = await world.start();
    await world.untilEnded(id);
    expect(await world.stop(id)).toMatchObject({ id, status: 'finished', stopRequested: false });
  });
});

describe('a conductor that dies, wherever it does', () => {
  /** A test of four seconds has a few more: its gathering, its start, its rounds and its end are among these. */
  const places = Array.from({ length: 60 }, (_, place) => place);

  test.each(places)('at place %s is followed by another, and the test ends as if nothing had been', async (place) => {
    const world = createLoadWorld({ chaos: dyingAt(place) });
    const { id } = await world.start({ spec: { durationSeconds: 4 } });
    const ended = await world.untilEnded(id);
    expect(ended).toMatchObject({ status: 'finished', headline: { requests: 4 * 1_111 } });
    const starts = world.stores.versions(id).flatMap(({ startAt }) => startAt ?? []);
    expect(new Set(starts).size).toBe(1);
  });

  test('one whose task is lost is called by the fan-out', async () => {
    const world = createLoadWorld({ chaos: losingTheFirst() });
    const { id } = await world.start();
    expect(await world.untilEnded(id)).toMatchObject({ status: 'finished', headline: { requests: WHOLE } });
  });

  test('two beside each other do nothing twice', async () => {
    const world = createLoadWorld({ chaos: { ...dyingAt(-1), deliveries: () => [0, 40, 2_000] } });
    const { id } = await world.start();
    expect(await world.untilEnded(id)).toMatchObject({ status: 'finished', headline: { requests: WHOLE } });
    expect((await world.stores.shards.list(id)).map(({ epoch }) => epoch)).toEqual([1, 1, 1, 1]);
  });
});

function losingTheFirst() {
  let sent = 0;
  return {
    ...dyingAt(-1),
    deliveries: () => {
      sent += 1;
      return sent === 1 ? [] : [0];
    },
  };
}
