import { describe, expect, test } from 'vitest';
import { dyingAt } from '../testing/chaos.ts';
import { createDeploymentWorld } from '../testing/deployment-world.ts';

const AGENT = 'production-adk-agent';
const BACKEND = 'ollama-gemma3-270m-gpu';
/** Only a ceiling for a busy machine. */
const TIMEOUT_MS = 60_000;

async function livePair(world = createDeploymentWorld()) {
  const { deploymentId } = await world.start('key-first');
  return { world, live: await world.untilEnded(deploymentId) };
}

describe('a deletion', () => {
  test('removes both services and their images, and says that nothing costs money any more', async () => {
    const { world, live } = await livePair();
    const { deploymentId } = await world.remove(live.id);
    const ended = await world.untilEnded(deploymentId);
    expect(ended).toMatchObject({ status: 'deleted', kind: 'delete', pairOf: live.id, failure: null });
    expect(ended.steps.confirmGone.detail).toContain('Nothing of this pair costs money any more');
    expect(world.cloud.alerts).toEqual([]);
    for (const name of [AGENT, BACKEND]) {
      expect(world.cloud.services.observe(name).exists).toBe(false);
      expect(await world.store.service('europe-west1', name)).toMatchObject({
        current: null,
        activeDeploymentId: null,
      });
    }
  });

  test(
    'wherever its worker dies, it is finished all the same',
    async () => {
      const calm = dyingAt(-1);
      const probe = await livePair(createDeploymentWorld({ chaos: calm }));
      const before = calm.placesSeen();
      await probe.world.untilEnded((await probe.world.remove(probe.live.id)).deploymentId);
      const places = calm.placesSeen() - before;
      expect(places).toBeGreaterThan(20);
      for (let place = 0; place < places; place += 1) {
        const { world, live } = await livePair(createDeploymentWorld({ chaos: dyingAt(before + place) }));
        const ended = await world.untilEnded((await world.remove(live.id)).deploymentId);
        expect(ended.status).toBe('deleted');
      }
    },
    TIMEOUT_MS,
  );

  test('asked for twice under one key happens once; once more, there is nothing left to do', async () => {
    const { world, live } = await livePair();
    const one = await world.remove(live.id);
    expect(await world.remove(live.id)).toEqual({ ...one, created: false });
    await world.untilEnded(one.deploymentId);
    const again = await world.remove(live.id, 'key-again');
    expect(await world.untilEnded(again.deploymentId)).toMatchObject({ status: 'deleted' });
  });

  test('is refused while a deployment is at work on the pair', async () => {
    const { world, live } = await livePair();
    await world.start('key-second');
    await expect(world.remove(live.id)).rejects.toMatchObject({ record: { reason: 'DEPLOYMENT_IN_PROGRESS' } });
  });

  test('is refused while the backend answers for the agent of another pair', async () => {
    const { world, live } = await livePair();
    const { deploymentId } = await world.start('key-second', { agent: { serviceName: 'second-agent' } });
    await world.untilEnded(deploymentId);
    await expect(world.remove(live.id)).rejects.toMatchObject({
      record: { reason: 'BACKEND_IN_USE', message: expect.stringContaining('second-agent') },
    });
  });

  test('cancelled half way, what is gone is told as gone, and a second one finishes it', async () => {
    const { world, live } = await livePair();
    const { deploymentId } = await world.remove(live.id);
    await world.time.passUntil(world.time.nowMs + 600_000, () => !world.cloud.services.observe(AGENT).exists);
    await world.cancel(deploymentId);
    expect(await world.untilEnded(deploymentId)).toMatchObject({ status: 'cancelled' });
    const again = await world.remove(live.id, 'key-again');
    expect(await world.untilEnded(again.deploymentId)).toMatchObject({ status: 'deleted' });
    expect(await world.store.service('europe-west1', BACKEND)).toMatchObject({ current: null });
  });

  test('what it left behind can be deployed again from nothing', async () => {
    const { world, live } = await livePair();
    await world.untilEnded((await world.remove(live.id)).deploymentId);
    const { deploymentId } = await world.start('key-third');
    expect(await world.untilEnded(deploymentId)).toMatchObject({ status: 'live' });
  });
});

test('a service that somebody else made is not deleted', async () => {
  const { world, live } = await livePair();
  world.cloud.services.disown(AGENT);
  const ended = await world.untilEnded((await world.remove(live.id)).deploymentId);
  expect(ended).toMatchObject({ status: 'failed', failure: { reason: 'SERVICE_NOT_OURS' } });
  expect(world.cloud.services.observe(AGENT).exists).toBe(true);
  expect(world.cloud.services.observe(BACKEND).exists).toBe(true);
});
