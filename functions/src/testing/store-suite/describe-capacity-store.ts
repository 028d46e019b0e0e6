import type { CapacitySearch } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import type { CapacityStore } from '../../store/capacity-store.ts';
import type { LoadTestStore } from '../../store/load-test-store.ts';
import { aCapacitySearch } from '../a-capacity-search.ts';
import { STARTED_AT } from '../a-deployment.ts';
import { AGENT_NAME, aLoadTest, TARGET } from '../a-load-test.ts';

type OpenStores = () => Promise<{
  readonly searches: CapacityStore;
  readonly tests: Pick<LoadTestStore, 'create' | 'target'>;
}>;

const at = (seconds: number) => new Date(STARTED_AT.getTime() + seconds * 1_000);
const claimAt = (id: string, seconds: number, plannedAtEpoch: number | null = null) => ({
  id,
  now: at(seconds),
  leaseUntil: at(seconds + 60),
  plannedAtEpoch,
});
const saving = (next: CapacitySearch) => ({ next, leaseUntil: null, nextLookAt: at(30) });
const STEP = { kind: 'search', searchId: 'search1', step: 0 } as const;

/** What every store of capacity searches keeps to. */
export function describeCapacityStore(name: string, open: OpenStores): void {
  async function withOne() {
    const stores = await open();
    const planned = aCapacitySearch();
    await stores.searches.create(planned);
    return { ...stores, planned, id: planned.id };
  }
  async function claimed(searches: CapacityStore, id: string, seconds = 0): Promise<CapacitySearch> {
    const claim = await searches.claim(claimAt(id, seconds));
    if (claim.kind !== 'claimed') throw new Error(`Expected the lease, got ${claim.kind}.`);
    return claim.record;
  }

  describe(`${name}: a capacity search`, () => {
    test('is stored once, and another request under the same id is refused', async () => {
      const { searches, planned, id } = await withOne();
      expect(await searches.get(id)).toEqual(planned);
      expect(await searches.create(planned)).toEqual({ created: false });
      await expect(searches.create({ ...planned, specHash: 'other' })).rejects.toMatchObject({
        record: { reason: 'IDEMPOTENCY_KEY_REUSED' },
      });
    });

    test('holds its target from its first step to its last: its own steps alone start', async () => {
      const { searches, tests, planned, id } = await withOne();
      expect(await tests.target(TARGET.region, AGENT_NAME)).toMatchObject({ activeSearchId: id });
      for (const partOf of [null, { ...STEP, searchId: 'other' }]) {
        await expect(tests.create(aLoadTest({ partOf }))).rejects.toMatchObject({
          record: { reason: 'CAPACITY_SEARCH_IN_PROGRESS', message: expect.stringContaining(id) },
        });
      }
      await expect(searches.create({ ...planned, id: 'search2' })).rejects.toMatchObject({
        record: { reason: 'CAPACITY_SEARCH_IN_PROGRESS' },
      });
      expect(await tests.create(aLoadTest({ partOf: STEP }))).toEqual({ created: true });
    });

    test('does not begin on a target that is under load', async () => {
      const { searches, tests } = await open();
      await tests.create(aLoadTest());
      await expect(searches.create(aCapacitySearch())).rejects.toMatchObject({
        record: { reason: 'LOAD_TEST_IN_PROGRESS' },
      });
    });

    test('lets go of its target at its end, and is not written any more', async () => {
      const { searches, tests, id } = await withOne();
      const search = await claimed(searches, id);
      const over = { ...search, status: 'finished', endedAt: at(60).toISOString() } as const;
      expect(await searches.save(saving(over))).toMatchObject({ status: 'finished', leaseUntil: null });
      expect(await tests.target(TARGET.region, AGENT_NAME)).toMatchObject({ activeSearchId: null });
      expect(await searches.save(saving(search))).toBeNull();
      expect(await searches.claim(claimAt(id, 500))).toEqual({ kind: 'ended' });
      expect(await searches.requestStop(id)).toMatchObject({ stopRequested: false });
      await expect(tests.create(aLoadTest({ partOf: STEP }))).rejects.toMatchObject({
        record: { reason: 'CAPACITY_SEARCH_OVER' },
      });
    });

    test('passes on when the lease has run out, and the older holder writes nothing any more', async () => {
      const { searches, id } = await withOne();
      const first = await claimed(searches, id);
      expect(await searches.claim(claimAt(id, 59))).toEqual({ kind: 'busy' });
      const second = await claimed(searches, id, 61);
      expect(second.epoch).toBe(first.epoch + 1);
      expect(await searches.save(saving(first))).toBeNull();
      expect(await searches.claim(claimAt(id, 200, first.epoch))).toEqual({ kind: 'overtaken' });
    });

    test('keeps a stop, and news that came while the lease was held', async () => {
      const { searches, id } = await withOne();
      const search = await claimed(searches, id);
      await searches.requestStop(id);
      await searches.claim(claimAt(id, 10));
      expect(await searches.save(saving(search))).toMatchObject({ stopRequested: true, newsWaiting: true });
      expect(await claimed(searches, id, 20)).toMatchObject({ stopRequested: true, newsWaiting: false });
      await expect(searches.requestStop('none')).rejects.toMatchObject({
        record: { reason: 'CAPACITY_SEARCH_NOT_FOUND' },
      });
    });

    test('is overdue when its next look has passed', async () => {
      const { searches, id } = await withOne();
      expect(await searches.overdue(at(0), 10)).toEqual([]);
      expect(await searches.overdue(at(1), 10)).toEqual([id]);
      await claimed(searches, id);
      expect(await searches.overdue(at(59), 10)).toEqual([]);
      expect(await searches.overdue(at(61), 10)).toEqual([id]);
    });
  });
}
