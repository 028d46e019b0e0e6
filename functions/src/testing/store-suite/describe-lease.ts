import { describe, expect, test } from 'vitest';
import { finished } from '../finished.ts';
import { claimAt, claimed, inSeconds, type OpenStore, saving, storeWithOne } from './store-calls.ts';

/** How every store passes the lease on. */
export function describeLease(name: string, open: OpenStore): void {
  describe(`${name}: the lease`, () => {
    test('taking it raises the epoch and plans the next look for when it runs out', async () => {
      const { store, id } = await storeWithOne(open);
      const { epoch, leaseUntil, nextLookAt } = await claimed(store, id);
      expect({ epoch, leaseUntil, nextLookAt }).toEqual({
        epoch: 1,
        leaseUntil: inSeconds(60).toISOString(),
        nextLookAt: inSeconds(60).toISOString(),
      });
      expect(await store.get(id)).toMatchObject({ epoch, leaseUntil, nextLookAt });
    });

    test('is held until it runs out, then passes on', async () => {
      const { store, id } = await storeWithOne(open);
      await claimed(store, id);
      expect(await store.claim(claimAt(id, 59))).toEqual({ kind: 'busy' });
      expect(await store.claim(claimAt(id, 60))).toMatchObject({ kind: 'claimed', record: { epoch: 2 } });
    });

    test('news that comes while it is held is kept for the holder, until somebody takes it again', async () => {
      const { store, id } = await storeWithOne(open);
      const holder = await claimed(store, id);
      await store.claim(claimAt(id, 1, holder.epoch));
      expect(await store.get(id)).toMatchObject({ newsWaiting: false });
      await store.claim(claimAt(id, 1));
      expect(await store.save(saving(holder))).toMatchObject({ newsWaiting: true });
      expect(await store.claim(claimAt(id, 2))).toMatchObject({ kind: 'claimed', record: { newsWaiting: false } });
    });

    test('a look that was planned before another one took place is overtaken', async () => {
      const { store, id } = await storeWithOne(open);
      const first = await claimed(store, id);
      await store.save(saving(first));
      expect(await store.claim(claimAt(id, 5, 0))).toEqual({ kind: 'overtaken' });
      expect(await store.claim(claimAt(id, 5, 1))).toMatchObject({ kind: 'claimed' });
      expect(await store.claim(claimAt(id, 99, 1))).toEqual({ kind: 'overtaken' });
    });

    test('nobody gets it of a deployment that has ended or never was', async () => {
      const { store, id } = await storeWithOne(open);
      await store.save(saving(finished(await claimed(store, id), 'cancelled')));
      expect(await store.claim(claimAt(id, 5))).toEqual({ kind: 'ended' });
      expect(await store.claim(claimAt('nobody', 5))).toEqual({ kind: 'ended' });
    });

    test('of many at the same time exactly one gets it', async () => {
      const { store, id } = await storeWithOne(open);
      const claims = await Promise.all(Array.from({ length: 8 }, () => store.claim(claimAt(id, 0))));
      expect(claims.map(({ kind }) => kind).sort()).toEqual([...Array(7).fill('busy'), 'claimed']);
    });
  });
}
