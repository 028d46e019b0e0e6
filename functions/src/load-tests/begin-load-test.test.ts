import { loadSpec, loadTestTargetOf } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { aDeployment, STARTED_AT } from '../testing/a-deployment.ts';
import { aLiveService, TARGET } from '../testing/a-load-test.ts';
import { createMemoryDeploymentStore } from '../testing/memory-deployment-store.ts';
import { createMemoryLoadStores } from '../testing/memory-load-stores.ts';
import { recordingLog } from '../testing/recording-log.ts';
import { beginLoadTest } from './begin-load-test.ts';

const request = { target: TARGET, spec: loadSpec.parse({}), note: 'before the release' };
const requestedBy = { uid: 'uid-1', email: 'operator@example.com' };
const asked = { id: 'one', request, requestedBy, scheduleId: null, part: null };

async function world() {
  const deployments = createMemoryDeploymentStore();
  await deployments.create(aDeployment());
  for (const kind of ['agent', 'backend'] as const) deployments.putService(aLiveService(kind));
  const { tests } = createMemoryLoadStores();
  const conducted: string[] = [];
  const queue = { conduct: async (id: string) => void conducted.push(id) };
  const settings = { prices: async () => ({}) };
  const dependencies = { tests, deployments, settings, queue, now: () => STARTED_AT, log: recordingLog() };
  return {
    ...dependencies,
    conducted,
    begin: (given: Parameters<typeof beginLoadTest>[0] = asked) => beginLoadTest(given, dependencies),
  };
}

test('what is live is taken down: images, revisions, sizes and prices of both services', async () => {
  const { begin, tests, conducted } = await world();
  expect(await begin()).toEqual({ loadTestId: 'one', created: true });
  expect(conducted).toEqual(['one']);
  expect(await tests.get('one')).toMatchObject({
    status: 'starting',
    note: 'before the release',
    target: {
      url: 'https://production-adk-agent.example.test',
      agent: { revision: 'production-adk-agent-a1b2c3d4', digest: expect.stringContaining('aaa'), concurrency: 50 },
      backend: { digest: expect.stringContaining('bbb'), gpuType: 'nvidia-l4' },
    },
  });
});

test('the same id again names the same test, even when the agent is gone meanwhile', async () => {
  const { begin, deployments, conducted } = await world();
  await begin();
  deployments.putService(aLiveService('agent', { current: null }));
  expect(await begin()).toEqual({ loadTestId: 'one', created: false });
  expect(conducted).toEqual(['one', 'one']);
});

test.each([
  ['another note', { ...request, note: 'other' }],
  ['another load', { ...request, spec: loadSpec.parse({ durationSeconds: 61 }) }],
  ['other shards', { ...request, shardCount: 2 }],
])('the same id with %s is refused', async (_what, other) => {
  const { begin } = await world();
  await begin();
  await expect(begin({ ...asked, request: other })).rejects.toMatchObject({
    record: { reason: 'IDEMPOTENCY_KEY_REUSED' },
  });
});

test.each([
  ['nothing is live under that name', { name: 'production-adk-agent', current: null }, 'TARGET_NOT_LIVE'],
  ['it is a model server', { kind: 'backend' }, 'TARGET_NOT_LIVE'],
  ['a deployment is at work on it', { activeDeploymentId: 'newer' }, 'DEPLOYMENT_IN_PROGRESS'],
] as const)('when %s, nothing is stored', async (_what, wishes, reason) => {
  const { begin, deployments, tests, conducted } = await world();
  deployments.putService(aLiveService('agent', wishes));
  await expect(begin()).rejects.toMatchObject({ record: { reason, code: 'failed-precondition' } });
  expect(await tests.get('one')).toBeNull();
  expect(conducted).toEqual([]);
});

test('a part of something bigger may name a revision by its tag while a deployment holds the service', async () => {
  const { begin, deployments, tests } = await world();
  const target = loadTestTargetOf(aLiveService('agent'), null);
  if (!target) throw new Error('The agent is not live.');
  deployments.putService(aLiveService('agent', { activeDeploymentId: 'newer' }));
  const tagged = { ...target, url: 'https://newer---agent.example.test', audienceUrl: target.url };
  const of = { kind: 'gate', deploymentId: 'newer', round: 1, side: 'new' } as const;
  await begin({ ...asked, part: { of, target: tagged } });
  expect(await tests.get('one')).toMatchObject({ partOf: of, target: tagged });
});

test('more shards than users are refused by name', async () => {
  const { begin, tests } = await world();
  await expect(begin({ ...asked, request: { ...request, shardCount: 21 } })).rejects.toMatchObject({
    record: { reason: 'SHARD_COUNT_INVALID' },
  });
  expect(await tests.get('one')).toBeNull();
});

test('a backend that another deployment has taken over is not told as the tested one', async () => {
  const { begin, deployments, tests } = await world();
  const backend = aLiveService('backend');
  if (!backend.current) throw new Error('The backend is not live.');
  deployments.putService({ ...backend, current: { ...backend.current, deploymentId: 'another' } });
  await begin();
  expect((await tests.get('one'))?.target.backend).toBeNull();
});
