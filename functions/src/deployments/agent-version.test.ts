import { SHIPPED_PROFILE } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { createDeploymentWorld } from '../testing/deployment-world.ts';

const AGENT = 'production-adk-agent';
const REGION = 'europe-west1';
type World = ReturnType<typeof createDeploymentWorld>;

const saved = async (world: World, name: string, latestVersion: number) =>
  await world.agents.save({
    agentServiceName: AGENT,
    latestVersion,
    profile: { ...SHIPPED_PROFILE, name },
    note: '',
    savedBy: { uid: 'uid-1', email: null },
    now: world.time.now(),
  });
const deployed = async (world: World, key: string, version: number | null) => {
  const scope = version === null ? 'pair' : 'settings';
  const { deploymentId } = await world.start(key, { scope, agent: { version } });
  return await world.untilEnded(deploymentId);
};
const liveName = async ({ store }: World) => (await store.service(REGION, AGENT))?.current?.agentVersion?.name ?? null;

test('a version goes live without a build, stays on record whole, and a rollback brings back who served before', async () => {
  const world = createDeploymentWorld();
  const first = await deployed(world, 'key-first', null);
  expect(await liveName(world)).toBeNull();
  await saved(world, 'Ada', 0);
  const second = await deployed(world, 'key-second', 1);
  expect(second).toMatchObject({ status: 'live', agentVersion: { version: 1, profile: { name: 'Ada' } } });
  expect(second.steps.buildAgent.status).toBe('skipped');
  expect(await liveName(world)).toBe('Ada');
  const { deploymentId } = await world.switchPair('rollback', first.id);
  await world.untilEnded(deploymentId);
  expect(await liveName(world)).toBeNull();
});

test('a version that nobody has saved is refused before anything starts', async () => {
  const world = createDeploymentWorld();
  await expect(world.start('key-first', { agent: { version: 7 } })).rejects.toMatchObject({
    record: { reason: 'AGENT_VERSION_NOT_FOUND' },
  });
  expect(await world.store.services()).toEqual([]);
});
