import type { Deployment, DeploymentSpecInput } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { dyingAt } from '../testing/chaos.ts';
import { createDeploymentWorld } from '../testing/deployment-world.ts';

const AGENT = 'production-adk-agent';
const BACKEND = 'ollama-gemma3-270m-gpu';
/** Only a ceiling for a busy machine. */
const TIMEOUT_MS = 60_000;

type World = ReturnType<typeof createDeploymentWorld>;

async function deployed(world: World, key: string, spec: DeploymentSpecInput = {}): Promise<Deployment> {
  const { deploymentId } = await world.start(key, spec);
  return await world.untilEnded(deploymentId);
}
const revisionsOf = (deployment: Deployment) => ({
  backend: deployment.revisions.backend?.revision,
  agent: deployment.revisions.agent?.revision,
});
const serving = ({ cloud }: World) => ({
  backend: cloud.services.served(BACKEND).at(-1),
  agent: cloud.services.served(AGENT).at(-1),
});
/** Who has ever had the agent's traffic. */
const everServed = ({ cloud }: World) => new Set(cloud.services.served(AGENT));

describe('a second release', () => {
  test('gets traffic only after its verification, then all of it', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    expect(serving(world)).toEqual(revisionsOf(first));
    const { deploymentId } = await world.start('key-second');
    await world.time.passUntil(world.time.nowMs + 3_600_000, () =>
      world.store.versions(deploymentId).some(({ steps }) => steps.verify.status === 'done'),
    );
    expect(serving(world)).toEqual(revisionsOf(first));
    const second = await world.untilEnded(deploymentId);
    expect(second.status).toBe('live');
    expect(second.replaced).toEqual({ ...revisionsOf(first), wasPublic: false });
    expect(serving(world)).toEqual(revisionsOf(second));
  });

  test.each([[[AGENT]], [[BACKEND]]])('whose %j never comes up leaves the first serving, untouched', async (names) => {
    const broken: string[] = [];
    const world = createDeploymentWorld({ failingServices: broken });
    const first = await deployed(world, 'key-first');
    broken.push(...names);
    const second = await deployed(world, 'key-second');
    expect(second).toMatchObject({ status: 'failed', failure: { reason: 'REVISION_NOT_READY' }, replaced: null });
    expect(serving(world)).toEqual(revisionsOf(first));
    expect(everServed(world)).toEqual(new Set([first.revisions.agent?.revision]));
    broken.length = 0;
    expect(await deployed(world, 'key-third')).toMatchObject({ status: 'live' });
  });

  test('that is cancelled between the two moves gives the traffic back', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    const { deploymentId } = await world.start('key-second');
    await world.time.passUntil(
      world.time.nowMs + 3_600_000,
      () => serving(world).backend !== revisionsOf(first).backend,
    );
    await world.cancel(deploymentId);
    const second = await world.untilEnded(deploymentId);
    expect(second.status).toBe('cancelled');
    expect(second.steps.release.detail).toBe('The pair that served before has all the traffic.');
    expect(serving(world)).toEqual(revisionsOf(first));
  });
});

describe('a worker that dies', () => {
  test(
    'wherever it does, the pair ends whole: both moved, or both not',
    async () => {
      const probe = createDeploymentWorld();
      await deployed(probe, 'key-first');
      const calm = dyingAt(-1);
      const counted = createDeploymentWorld({ chaos: calm });
      await deployed(counted, 'key-first');
      const places = calm.placesSeen();
      for (let place = 0; place < places; place += 1) {
        const world = createDeploymentWorld({ chaos: dyingAt(places + place) });
        await deployed(world, 'key-first');
        const second = await deployed(world, 'key-second');
        expect(second.status).toBe('live');
        expect(serving(world)).toEqual(revisionsOf(second));
        expect(world.cloud.services.revisions(AGENT)).toHaveLength(2);
      }
    },
    TIMEOUT_MS,
  );
});

describe('a public agent', () => {
  test('opens with the traffic, not before its verification, and a private release closes it again', async () => {
    const world = createDeploymentWorld();
    await deployed(world, 'key-first');
    const { deploymentId } = await world.start('key-second', { agent: { isPublic: true } });
    await world.time.passUntil(world.time.nowMs + 3_600_000, () =>
      world.store.versions(deploymentId).some(({ steps }) => steps.verify.status === 'done'),
    );
    expect(world.cloud.isPublic).toBe(false);
    const opened = await world.untilEnded(deploymentId);
    expect(opened.steps.release.detail).toBe('The new pair has all the traffic; everybody may call it.');
    expect(world.cloud.isPublic).toBe(true);
    await deployed(world, 'key-third');
    expect(world.cloud.isPublic).toBe(false);
  });

  test('that fails its way to traffic was never open', async () => {
    const broken: string[] = [];
    const world = createDeploymentWorld({ failingServices: broken });
    await deployed(world, 'key-first');
    broken.push(AGENT);
    expect(await deployed(world, 'key-second', { agent: { isPublic: true } })).toMatchObject({ status: 'failed' });
    expect(world.cloud.isPublic).toBe(false);
  });

  test('whose release is cancelled once it is open is closed again', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    const { deploymentId } = await world.start('key-second', { agent: { isPublic: true } });
    await world.time.passUntil(world.time.nowMs + 3_600_000, () => world.cloud.isPublic);
    await world.cancel(deploymentId);
    expect((await world.untilEnded(deploymentId)).status).toBe('cancelled');
    expect(world.cloud.isPublic).toBe(false);
    expect(serving(world)).toEqual(revisionsOf(first));
  });
});

describe('held before traffic', () => {
  test('a verified pair waits, nobody is served by it, and a promotion gives it the traffic', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    const held = await deployed(world, 'key-second', { holdBeforeTraffic: true });
    expect(held).toMatchObject({ status: 'held', verification: [{ answer: 'Bamboo!' }] });
    expect(serving(world)).toEqual(revisionsOf(first));
    expect((await world.store.service('europe-west1', AGENT))?.current?.deploymentId).toBe(first.id);

    const { deploymentId } = await world.switchPair('promote', held.id);
    const promoted = await world.untilEnded(deploymentId);
    expect(promoted).toMatchObject({ status: 'live', kind: 'switch', pairOf: held.id });
    expect(serving(world)).toEqual(revisionsOf(held));
    expect((await world.store.service('europe-west1', AGENT))?.current).toMatchObject({
      deploymentId,
      revision: held.revisions.agent?.revision,
    });
    expect(world.cloud.builds.all).toHaveLength(4);
  });

  test('one that is live cannot be promoted, one that is held cannot be rolled back to', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    const held = await deployed(world, 'key-second', { holdBeforeTraffic: true });
    await expect(world.switchPair('promote', first.id)).rejects.toMatchObject({ record: { reason: 'PAIR_UNFIT' } });
    await expect(world.switchPair('rollback', held.id)).rejects.toMatchObject({ record: { reason: 'PAIR_UNFIT' } });
  });
});

describe('a rollback', () => {
  test('brings the earlier pair back, verified first, without building anything', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    const second = await deployed(world, 'key-second');
    const asked = world.cloud.questionsAsked;
    const { deploymentId } = await world.switchPair('rollback', first.id);
    const back = await world.untilEnded(deploymentId);
    expect(back).toMatchObject({ status: 'live', replaced: revisionsOf(second) });
    expect(serving(world)).toEqual(revisionsOf(first));
    expect(world.cloud.questionsAsked).toBe(asked + 1);
    expect(world.cloud.builds.all).toHaveLength(4);
    expect(Object.values(back.steps).filter(({ status }) => status === 'done')).toHaveLength(3);
  });

  test('to what serves already, or to what never was there, is refused', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    await expect(world.switchPair('rollback', first.id)).rejects.toMatchObject({ record: { reason: 'PAIR_IS_LIVE' } });
    await expect(world.switchPair('rollback', 'nobody')).rejects.toMatchObject({ record: { code: 'not-found' } });
  });

  test('asked for twice under one key happens once', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    await deployed(world, 'key-second');
    const one = await world.switchPair('rollback', first.id);
    expect(await world.switchPair('rollback', first.id)).toEqual({ ...one, created: false });
    await world.untilEnded(one.deploymentId);
    expect(await world.switchPair('rollback', first.id)).toEqual({ ...one, created: false });
  });

  test('to a pair whose revisions somebody has removed fails before anything moves', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    const second = await deployed(world, 'key-second');
    world.cloud.services.forgetTag(BACKEND, first.revisions.backend?.revision ?? '');
    const { deploymentId } = await world.switchPair('rollback', first.id);
    expect(await world.untilEnded(deploymentId)).toMatchObject({ status: 'failed', failure: { reason: 'PAIR_GONE' } });
    expect(serving(world)).toEqual(revisionsOf(second));
  });
});

describe('a part of the pair', () => {
  test('settings alone: both images are used again, nothing is built', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    const second = await deployed(world, 'key-second', { scope: 'settings', agent: { env: { A: '1' } } });
    expect(second).toMatchObject({ status: 'live', builds: first.builds });
    expect(world.cloud.builds.all).toHaveLength(2);
    expect(serving(world)).toEqual(revisionsOf(second));
  });

  test('the agent alone: its image is built, the backend revision stays the same', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    const second = await deployed(world, 'key-second', { scope: 'agent' });
    expect(second).toMatchObject({ status: 'live', revisions: { backend: first.revisions.backend } });
    expect(world.cloud.builds.all).toHaveLength(3);
    expect(world.cloud.services.revisions(BACKEND)).toHaveLength(1);
  });

  test('the backend alone: its image is built, and the agent comes anew to point at it', async () => {
    const world = createDeploymentWorld();
    const first = await deployed(world, 'key-first');
    const second = await deployed(world, 'key-second', { scope: 'backend', model: 'gemma3:1b' });
    expect(second).toMatchObject({ status: 'live', builds: { agent: first.builds.agent } });
    expect(world.cloud.builds.all).toHaveLength(3);
    expect(serving(world)).toEqual(revisionsOf(second));
  });

  test.each([
    ['nothing is live', null, { scope: 'agent' }, 'NOTHING_LIVE'],
    ['the model would have to be another', {}, { scope: 'settings', model: 'gemma3:1b' }, 'MODEL_DIFFERS'],
    ['the backend is another', {}, { scope: 'backend', backend: { serviceName: 'other' } }, 'BACKEND_DIFFERS'],
  ] as const)('is refused when %s', async (_what, before, spec, reason) => {
    const world = createDeploymentWorld();
    if (before) await deployed(world, 'key-first', before);
    await expect(world.start('key-second', spec)).rejects.toMatchObject({ record: { reason } });
  });
});
