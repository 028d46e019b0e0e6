import { describe, expect, test } from 'vitest';
import { aDeployment } from '../a-deployment.ts';
import { finished } from '../finished.ts';
import { claimed, inSeconds, type OpenStore, saving, storeWithOne } from './store-calls.ts';

/** Cancelling and finding what is overdue, in every store. */
export function describeCancelling(name: string, open: OpenStore): void {
  describe(`${name}: cancelling and sweeping`, () => {
    test('a cancel is noted without the lease', async () => {
      const { store, id } = await storeWithOne(open);
      const holder = await claimed(store, id);
      expect(await store.requestCancel(id, inSeconds(3))).toMatchObject({ status: 'running', cancelRequested: true });
      expect(await store.get(id)).toEqual({ ...holder, cancelRequested: true, updatedAt: inSeconds(3).toISOString() });
    });

    test('one that has ended stays as it is', async () => {
      const { store, id } = await storeWithOne(open);
      const ended = await store.save(saving(finished(await claimed(store, id), 'live')));
      expect(await store.requestCancel(id, inSeconds(3))).toEqual(ended);
      expect(await store.get(id)).toEqual(ended);
    });

    test('one that never was is not found', async () => {
      const { store } = await open();
      await expect(store.requestCancel('nobody', inSeconds(0))).rejects.toMatchObject({
        record: { code: 'not-found', reason: 'DEPLOYMENT_NOT_FOUND' },
      });
    });

    test('overdue are the running ones whose look is past, longest first, up to the limit', async () => {
      const { store } = await open();
      const plan = (id: string, nextLook: number) => {
        const names = { agent: { serviceName: `a-${id}` }, backend: { serviceName: `b-${id}` } };
        return store.create(aDeployment({ id, spec: names, nextLookAt: inSeconds(nextLook).toISOString() }));
      };
      await plan('second', 20);
      await plan('first', 10);
      await plan('third', 30);
      await plan('later', 99);
      await plan('ended', 5);
      await store.save(saving(finished(await claimed(store, 'ended'), 'failed'), { nextLookAt: inSeconds(5) }));
      expect(await store.overdue(inSeconds(40), 10)).toEqual(['first', 'second', 'third']);
      expect(await store.overdue(inSeconds(40), 2)).toEqual(['first', 'second']);
      expect(await store.overdue(inSeconds(10), 10)).toEqual([]);
    });
  });
}
