import type { LiveService } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { aDeployment } from '../a-deployment.ts';
import { finished } from '../finished.ts';
import {
  AGENT,
  BACKEND,
  claimed,
  inSeconds,
  type OpenStore,
  REGION,
  saving,
  say,
  storeWithOne,
} from './store-calls.ts';

/** What every store writes, and what it refuses to. */
export function describeSaving(name: string, open: OpenStore): void {
  describe(`${name}: saving`, () => {
    test('writes the record, gives the lease back and numbers the events on', async () => {
      const { store, events, id } = await storeWithOne(open);
      const first = await store.save(saving(await claimed(store, id), { events: [say('one'), say('two')] }));
      expect(first).toMatchObject({ eventCount: 2, leaseUntil: null, nextLookAt: inSeconds(5).toISOString() });
      await store.save(saving(await claimed(store, id), { events: [say('three')], now: inSeconds(2) }));
      expect(await events(id)).toEqual([
        { ...say('one'), seq: 0, at: inSeconds(1).toISOString() },
        { ...say('two'), seq: 1, at: inSeconds(1).toISOString() },
        { ...say('three'), seq: 2, at: inSeconds(2).toISOString() },
      ]);
    });

    test('somebody whose lease has passed on writes nothing at all', async () => {
      const { store, events, id } = await storeWithOne(open);
      const before = await claimed(store, id);
      const newer = await claimed(store, id, 60);
      expect(await store.save(saving({ ...before, transientErrors: 7 }, { events: [say('late')] }))).toBeNull();
      expect(await store.get(id)).toEqual(newer);
      expect(await events(id)).toEqual([]);
    });

    test('a cancel that came in between is not lost', async () => {
      const { store, id } = await storeWithOne(open);
      const before = await claimed(store, id);
      await store.requestCancel(id, inSeconds(1));
      expect(await store.save(saving(before))).toMatchObject({ cancelRequested: true });
      expect(await store.get(id)).toMatchObject({ cancelRequested: true });
    });

    test('a live deployment becomes what both services serve and lets them go', async () => {
      const { store, id } = await storeWithOne(open);
      await store.save(saving(finished(await claimed(store, id), 'live')));
      for (const [kind, serviceName] of [
        ['agent', AGENT],
        ['backend', BACKEND],
      ] as const) {
        expect(await store.service(REGION, serviceName)).toMatchObject({
          kind,
          activeDeploymentId: null,
          current: { deploymentId: id, revision: `${serviceName}-a1b2c3d4`, digest: expect.stringMatching(/^sha256:/) },
        } satisfies Partial<Record<keyof LiveService, unknown>>);
      }
    });

    test.each(['failed', 'cancelled'] as const)('a %s one lets them go and leaves what serves', async (status) => {
      const { store, id } = await storeWithOne(open);
      await store.save(saving(finished(await claimed(store, id), 'live')));
      const served = await store.service(REGION, AGENT);
      await store.create(aDeployment({ id: 'second' }));
      expect(await store.service(REGION, AGENT)).toMatchObject({ activeDeploymentId: 'second' });
      await store.save(saving(finished(await claimed(store, 'second'), status)));
      expect(await store.service(REGION, AGENT)).toEqual(served);
    });

    test('the terminal record is never written again', async () => {
      const { store, id } = await storeWithOne(open);
      const holder = await claimed(store, id);
      const ended = await store.save(saving(finished(holder, 'live')));
      expect(await store.save(saving(finished(holder, 'failed')))).toBeNull();
      expect(await store.get(id)).toEqual(ended);
    });

    test('a record that could not be read again is not written', async () => {
      const { store, id } = await storeWithOne(open);
      const holder = await claimed(store, id);
      await expect(store.save(saving({ ...holder, transientErrors: -1 }))).rejects.toThrow();
      expect(await store.get(id)).toEqual(holder);
    });
  });
}
