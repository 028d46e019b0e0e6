import { expect, test } from 'vitest';
import { createDeploymentWorld } from '../testing/deployment-world.ts';

const REGIONS = ['europe-west1', 'us-east4', 'asia-southeast1'] as const;
const AGENT = 'production-adk-agent';

type World = ReturnType<typeof createDeploymentWorld>;

async function released(world: World, key?: string) {
  const started = await world.startEverywhere(REGIONS, key);
  const ended = await Promise.all(started.deployments.map(({ deploymentId }) => world.untilEnded(deploymentId)));
  return { ...started, ended };
}

test('one release goes live in every region, each with a record and builds of its own', async () => {
  const world = createDeploymentWorld();
  const { releaseId, created, ended } = await released(world);
  expect(created).toBe(true);
  expect(ended.map(({ status, spec }) => [spec.region, status])).toEqual(REGIONS.map((region) => [region, 'live']));
  expect(ended.map(({ release }) => release)).toEqual(REGIONS.map(() => ({ id: releaseId, regions: [...REGIONS] })));
  expect(world.cloud.builds.all).toHaveLength(2 * REGIONS.length);
  expect(world.cloud.services.served(`${AGENT}.us-east4`)).toHaveLength(1);
});

test('a region that fails holds up no other', async () => {
  const world = createDeploymentWorld({ failingServices: [`${AGENT}.us-east4`] });
  const { ended } = await released(world);
  expect(ended.map(({ status }) => status)).toEqual(['live', 'failed', 'live']);
});

test('the same key names the same set, also after it has ended; with other regions it is refused', async () => {
  const world = createDeploymentWorld();
  const { releaseId, deployments } = await released(world);
  expect(await world.startEverywhere(REGIONS)).toEqual({ releaseId, deployments, created: false });
  await expect(world.startEverywhere(REGIONS.slice(1))).rejects.toMatchObject({
    record: { reason: 'IDEMPOTENCY_KEY_REUSED', message: expect.stringContaining(releaseId) },
  });
  expect(world.cloud.builds.all).toHaveLength(2 * REGIONS.length);
});

test('nothing is begun anywhere while one of the regions is being deployed', async () => {
  const world = createDeploymentWorld();
  await world.start('key-alone', { region: 'us-east4' });
  await expect(world.startEverywhere(REGIONS)).rejects.toMatchObject({
    record: { reason: 'DEPLOYMENT_IN_PROGRESS', message: expect.stringContaining('us-east4') },
  });
  expect(await world.store.service('europe-west1', AGENT)).toBeNull();
});

test('an earlier release is brought back in every region, under the same key once', async () => {
  const world = createDeploymentWorld();
  const first = await released(world, 'key-first');
  await released(world, 'key-second');
  const back = await world.rollBackEverywhere(first.releaseId);
  expect(back.refused).toEqual([]);
  expect(await world.rollBackEverywhere(first.releaseId)).toEqual(back);
  const ended = await Promise.all(back.deployments.map(({ deploymentId }) => world.untilEnded(deploymentId)));
  expect(ended.map(({ kind, status }) => [kind, status])).toEqual(REGIONS.map(() => ['switch', 'live']));
  expect(world.cloud.services.served(AGENT).at(-1)).toBe(first.ended[0]?.revisions.agent?.revision);
  expect((await world.store.release(back.releaseId)).map(({ id }) => id).toSorted()).toEqual(
    back.deployments.map(({ deploymentId }) => deploymentId).toSorted(),
  );
});

test('a region that cannot be brought back is told, and the others are', async () => {
  const world = createDeploymentWorld({ failingServices: [] });
  const first = await released(world, 'key-first');
  const second = await world.startEverywhere(REGIONS.slice(1), 'key-second');
  for (const { deploymentId } of second.deployments) await world.untilEnded(deploymentId);
  const back = await world.rollBackEverywhere(first.releaseId);
  expect(back.deployments.map(({ region }) => region)).toEqual(['asia-southeast1', 'us-east4']);
  expect(back.refused).toMatchObject([{ region: 'europe-west1', failure: { reason: 'PAIR_IS_LIVE' } }]);
});

test('when no region can, the reason is thrown and nothing is begun', async () => {
  const world = createDeploymentWorld();
  const first = await released(world, 'key-first');
  await expect(world.rollBackEverywhere(first.releaseId)).rejects.toMatchObject({ record: { reason: 'PAIR_IS_LIVE' } });
  await expect(world.rollBackEverywhere('nosuch')).rejects.toMatchObject({ record: { code: 'not-found' } });
});
