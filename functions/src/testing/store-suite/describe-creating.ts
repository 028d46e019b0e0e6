import { describe, expect, test } from 'vitest';
import { aDeployment } from '../a-deployment.ts';
import { finished } from '../finished.ts';
import { AGENT, BACKEND, claimed, type OpenStore, REGION, saving, storeWithOne } from './store-calls.ts';

/** What creating a deployment does in every store. */
export function describeCreating(name: string, open: OpenStore): void {
  describe(`${name}: creating`, () => {
    test('a new deployment is stored as planned and holds both services', async () => {
      const { store, deployment, id } = await storeWithOne(open);
      expect(await store.get(id)).toEqual(deployment);
      const service = { region: REGION, current: null, activeDeploymentId: id };
      expect(await store.service(REGION, AGENT)).toEqual({ ...service, name: AGENT, kind: 'agent' });
      expect(await store.service(REGION, BACKEND)).toEqual({ ...service, name: BACKEND, kind: 'backend' });
    });

    test('the same id with the same spec changes nothing, even after the first has moved on', async () => {
      const { store, deployment, id } = await storeWithOne(open);
      const moved = await claimed(store, id);
      expect(await store.create(deployment)).toEqual({ created: false });
      expect(await store.get(id)).toEqual(moved);
    });

    test('the same id with another spec is refused', async () => {
      const { store, id } = await storeWithOne(open);
      const other = aDeployment({ id, spec: { model: 'gemma3:1b' } });
      await expect(store.create(other)).rejects.toMatchObject({ record: { reason: 'IDEMPOTENCY_KEY_REUSED' } });
    });

    test.each([
      ['agent', { agent: { serviceName: AGENT }, backend: { serviceName: 'another-backend' } }],
      ['backend', { agent: { serviceName: 'another-agent' }, backend: { serviceName: BACKEND } }],
    ])('a second deployment of a held %s is refused and leaves nothing', async (_kind, spec) => {
      const { store, id } = await storeWithOne(open);
      await expect(store.create(aDeployment({ id: 'second', spec }))).rejects.toMatchObject({
        record: { code: 'failed-precondition', reason: 'DEPLOYMENT_IN_PROGRESS', message: expect.stringContaining(id) },
      });
      expect(await store.get('second')).toBeNull();
      expect(await store.service(REGION, 'another-backend')).toBeNull();
      expect(await store.service(REGION, 'another-agent')).toBeNull();
    });

    test('the same names in another region are other services', async () => {
      const { store } = await storeWithOne(open);
      const elsewhere = aDeployment({ id: 'second', spec: { region: 'us-east4' } });
      expect(await store.create(elsewhere)).toEqual({ created: true });
    });

    test('a live backend cannot be made an agent', async () => {
      const { store, id } = await storeWithOne(open);
      await store.save(saving(finished(await claimed(store, id), 'live')));
      const swapped = aDeployment({
        id: 'second',
        spec: { agent: { serviceName: BACKEND }, backend: { serviceName: 'b' } },
      });
      await expect(store.create(swapped)).rejects.toMatchObject({ record: { reason: 'SERVICE_HAS_OTHER_KIND' } });
      expect(await store.service(REGION, BACKEND)).toMatchObject({ kind: 'backend', activeDeploymentId: null });
    });

    describe('a release in several regions', () => {
      const release = { id: 'release1', regions: ['europe-west1', 'us-east4'] };
      const planned = (changes: { readonly model?: 'gemma3:1b' } = {}) =>
        (['europe-west1', 'us-east4'] as const).map((region, index) =>
          aDeployment({ id: `member${index}`, release, spec: { region, ...changes } }),
        );

      test('holds the services of every region, and is found as one', async () => {
        const { store } = await open();
        expect(await store.createRelease(release, planned())).toEqual({ created: true });
        const found = await store.release(release.id);
        expect(found.map(({ id, spec }) => `${id} in ${spec.region}`).toSorted()).toEqual([
          'member0 in europe-west1',
          'member1 in us-east4',
        ]);
        expect(await store.service('us-east4', AGENT)).toMatchObject({ activeDeploymentId: 'member1' });
        expect(await store.release('another')).toEqual([]);
      });

      test('is not begun anywhere when one region is held', async () => {
        const { store, id } = await storeWithOne(open);
        await expect(store.createRelease(release, planned())).rejects.toMatchObject({
          record: { reason: 'DEPLOYMENT_IN_PROGRESS', message: expect.stringContaining(REGION) },
        });
        expect(await store.service('us-east4', AGENT)).toBeNull();
        expect(await store.service(REGION, AGENT)).toMatchObject({ activeDeploymentId: id });
        expect(await store.release(release.id)).toEqual([]);
      });

      test('the same again changes nothing; other regions or another spec are refused', async () => {
        const { store } = await open();
        await store.createRelease(release, planned());
        expect(await store.createRelease(release, planned())).toEqual({ created: false });
        const reused = { record: { reason: 'IDEMPOTENCY_KEY_REUSED' } };
        await expect(store.createRelease(release, planned().slice(1))).rejects.toMatchObject(reused);
        await expect(store.createRelease(release, planned({ model: 'gemma3:1b' }))).rejects.toMatchObject(reused);
      });
    });

    test('of many at the same time for the same service exactly one is created', async () => {
      const { store } = await open();
      const ids = Array.from({ length: 8 }, (_, index) => `racer${index}`);
      const results = await Promise.allSettled(ids.map((id) => store.create(aDeployment({ id }))));
      const winners = ids.filter((_, index) => results[index]?.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      expect(await store.service(REGION, AGENT)).toMatchObject({ activeDeploymentId: winners[0] });
    });
  });
}
