import { Failure, type LoadTest } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import type { LoadShardStore } from '../../store/load-shard-store.ts';
import type { LoadTestStore } from '../../store/load-test-store.ts';
import { STARTED_AT } from '../a-deployment.ts';
import { AGENT_NAME, aLoadTest, TARGET } from '../a-load-test.ts';

type OpenStores = () => Promise<{ readonly tests: LoadTestStore; readonly shards: LoadShardStore }>;

const at = (seconds: number) => new Date(STARTED_AT.getTime() + seconds * 1_000);
const claimAt = (id: string, seconds: number) => ({ id, now: at(seconds), leaseUntil: at(seconds + 20) });
const over = (loadTest: LoadTest): LoadTest => ({ ...loadTest, status: 'finished', endedAt: at(60).toISOString() });

/** What every store of load tests and their shards keeps to. */
export function describeLoadStores(name: string, open: OpenStores): void {
  async function withOne(wishes: Parameters<typeof aLoadTest>[0] = {}) {
    const stores = await open();
    const planned = aLoadTest(wishes);
    await stores.tests.create(planned);
    return { ...stores, planned, id: planned.id };
  }
  async function conducted(tests: LoadTestStore, id: string, seconds = 0): Promise<LoadTest> {
    const claimed = await tests.claim(claimAt(id, seconds));
    if (!claimed) throw new Error('The lease is not free.');
    return claimed;
  }

  describe(`${name}: a load test`, () => {
    test('is stored with its queued shards, once, and holds its target', async () => {
      const { tests, shards, planned, id } = await withOne();
      expect(await tests.get(id)).toEqual(planned);
      expect((await shards.list(id)).map(({ index, status }) => [index, status])).toEqual(
        [0, 1, 2, 3].map((index) => [index, 'queued']),
      );
      expect(await tests.create(planned)).toEqual({ created: false });
      expect(await tests.target(TARGET.region, AGENT_NAME)).toMatchObject({ activeLoadTestId: id });
    });

    test('refuses another request under the same id, and a second test of the same target', async () => {
      const { tests, planned } = await withOne();
      await expect(tests.create({ ...planned, specHash: 'other' })).rejects.toMatchObject({
        record: { reason: 'IDEMPOTENCY_KEY_REUSED' },
      });
      await expect(tests.create({ ...planned, id: 'test2' })).rejects.toMatchObject({
        record: { reason: 'LOAD_TEST_IN_PROGRESS', message: expect.stringContaining(planned.id) },
      });
      expect(await tests.get('test2')).toBeNull();
    });

    test('of many that start at the same time on one target exactly one does', async () => {
      const { tests } = await open();
      const starts = ['a', 'b', 'c', 'd'].map((id) => tests.create(aLoadTest({ id })));
      const outcomes = await Promise.allSettled(starts);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    test('lets go of its target at its end, keeps its baseline, and is not written any more', async () => {
      const { tests, id } = await withOne();
      await tests.setBaseline({ region: TARGET.region, name: AGENT_NAME }, 'before');
      const test1 = await conducted(tests, id);
      expect(await tests.save(over(test1), null)).toMatchObject({ status: 'finished', leaseUntil: null });
      expect(await tests.target(TARGET.region, AGENT_NAME)).toEqual({
        region: TARGET.region,
        name: AGENT_NAME,
        activeLoadTestId: null,
        activeSearchId: null,
        baselineLoadTestId: 'before',
      });
      expect(await tests.save({ ...test1, status: 'running' }, null)).toBeNull();
      expect(await tests.claim(claimAt(id, 500))).toBeNull();
      expect(await tests.requestStop(id)).toMatchObject({ status: 'finished', stopRequested: false });
    });

    test('passes from one conductor to the next when the lease has run out, and only then', async () => {
      const { tests, id } = await withOne();
      const first = await conducted(tests, id);
      expect(await tests.claim(claimAt(id, 19))).toBeNull();
      expect(await tests.abandoned(at(19), 10)).toEqual([]);
      expect(await tests.abandoned(at(21), 10)).toEqual([id]);
      const second = await conducted(tests, id, 21);
      expect(second.epoch).toBe(first.epoch + 1);
      expect(await tests.save({ ...first, status: 'running' }, at(60))).toBeNull();
      expect(await tests.save({ ...second, status: 'running' }, at(60))).toMatchObject({ status: 'running' });
    });

    test('a stop that comes while the conductor decides is not overwritten', async () => {
      const { tests, id } = await withOne();
      const test1 = await conducted(tests, id);
      expect(await tests.requestStop(id)).toMatchObject({ stopRequested: true });
      expect(await tests.save({ ...test1, status: 'running' }, at(60))).toMatchObject({ stopRequested: true });
      expect(await tests.get(id)).toMatchObject({ status: 'running', stopRequested: true });
    });

    test('that does not exist cannot be stopped', async () => {
      const { tests } = await open();
      const refusal = await tests.requestStop('nobody').catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(Failure);
      expect(refusal).toMatchObject({ record: { code: 'not-found' } });
    });
  });

  describe(`${name}: the figures of a test`, () => {
    test('are none before the first, and then the newest', async () => {
      const { tests, id } = await withOne();
      expect(await tests.figures(id)).toBeNull();
      const figures = (requests: number) => ({
        updatedAt: at(requests).toISOString(),
        shards: [{ index: 0, status: 'running' as const, requests, elapsedMs: 1_000, flushedAt: null }],
        resultJson: null,
      });
      await tests.saveFigures(id, figures(1));
      await tests.saveFigures(id, figures(2));
      expect(await tests.figures(id)).toEqual(figures(2));
    });
  });

  describe(`${name}: a shard`, () => {
    const wanted = (id: string, seconds: number) => ({ ...claimAt(id, seconds), index: 2 });

    test('has one owner; figures of an earlier one are refused', async () => {
      const { shards, id } = await withOne();
      const first = await shards.claim(wanted(id, 0));
      expect(first?.shard).toMatchObject({ index: 2, epoch: 1 });
      expect(await shards.claim(wanted(id, 5))).toBeNull();
      const second = await shards.claim(wanted(id, 21));
      if (!first || !second) throw new Error('The lease is not free.');
      expect(await shards.save(first.shard, { status: 'running', leaseUntil: at(40) })).toBe(false);
      expect(await shards.save(second.shard, { status: 'waiting', leaseUntil: at(40) })).toBe(true);
      expect((await shards.list(id))[2]).toMatchObject({ status: 'waiting', epoch: 2 });
    });

    test('keeps what it has flushed when it says that it failed', async () => {
      const { shards, id } = await withOne();
      const claimed = await shards.claim(wanted(id, 0));
      if (!claimed) throw new Error('The lease is not free.');
      const packedState = new Uint8Array([1, 2, 3]);
      await shards.save(claimed.shard, { status: 'running', leaseUntil: at(10), flushedAt: at(2), packedState });
      await shards.save(claimed.shard, { status: 'failed', leaseUntil: null });
      const kept = (await shards.list(id))[2];
      expect(kept).toMatchObject({ status: 'failed', leaseUntil: null, flushedAt: at(2).toISOString() });
      expect([...(kept?.packedState ?? [])]).toEqual([1, 2, 3]);
    });

    test.each([
      ['has started', { startAt: at(1).toISOString(), status: 'running' }],
      ['has ended', { status: 'stopped' }],
      ['is being stopped', { stopRequested: true }],
      ['never was', null],
    ] as const)('of a test that %s is not taken up', async (_when, wishes) => {
      const { shards, id } = await withOne(wishes ?? {});
      expect(await shards.claim(wanted(wishes ? id : 'nobody', 30))).toBeNull();
    });

    test('of many that want it exactly one gets it', async () => {
      const { shards, id } = await withOne();
      const claims = await Promise.all(Array.from({ length: 6 }, () => shards.claim(wanted(id, 0))));
      expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
    });
  });
}
