import { aDeployment, aLiveDeployment } from '@proving-ground/shared/testing/a-deployment';
import { expect, test } from 'vitest';
import { aRefusal } from '../testing/a-failure.ts';
import { RANDOM_ID, runWith } from '../testing/run-with.ts';

test.each(['rollback', 'promote'] as const)('%s follows the switch that it starts', async (name) => {
  const switched = aLiveDeployment({ id: 'd2', kind: 'switch', pairOf: 'd1' });
  const script = {
    calls: { [name]: { deploymentId: 'd2', created: true } },
    documents: { 'deployments/d2': [switched] },
  };
  const { code, stdout, sent } = await runWith(`${name} d1`, script);
  expect(code).toBe(0);
  expect(sent).toEqual([{ name, input: { idempotencyKey: RANDOM_ID, deploymentId: 'd1' } }]);
  expect(stdout).toContain('Deployment d2 is live in europe-west1.');
  const json = await runWith(`${name} d1 --json --key given-key`, script);
  expect(JSON.parse(json.stdout)).toEqual({ deployment: switched });
  expect(json.sent).toMatchObject([{ input: { idempotencyKey: 'given-key' } }]);
});

test('delete follows the removal, once it is meant', async () => {
  const removed = aDeployment({ id: 'd2', kind: 'delete', pairOf: 'd1', status: 'deleted' });
  const script = {
    calls: { deleteDeployment: { deploymentId: 'd2', created: true } },
    documents: { 'deployments/d2': [removed] },
  };
  expect(await runWith('delete d1', script)).toMatchObject({ code: 2, sent: [] });
  const { code, sent } = await runWith('delete d1 --yes', script);
  expect(code).toBe(0);
  expect(sent).toEqual([{ name: 'deleteDeployment', input: { idempotencyKey: RANDOM_ID, deploymentId: 'd1' } }]);
});

test('rollback --no-wait only starts it; a refusal is exit code 3', async () => {
  const calls = { rollback: { deploymentId: 'd2', created: true } };
  const { stdout } = await runWith('rollback d1 --no-wait', { calls });
  expect(stdout).toBe('Deployment d2 has started.\n');
  expect(await runWith('rollback d1', { calls: { rollback: aRefusal() } })).toMatchObject({ code: 3 });
});

test.each([
  ['cancelled', 0],
  ['live', 1],
  ['failed', 1],
] as const)('cancel of a deployment that ends %s has exit code %i', async (status, code) => {
  const ended = aDeployment({ status });
  const script = {
    calls: { cancelDeployment: { deploymentId: 'd1', status: 'running' as const } },
    documents: { 'deployments/d1': [aDeployment(), ended] },
  };
  const outcome = await runWith('cancel d1 --json', script);
  expect(outcome.code).toBe(code);
  expect(outcome.sent).toEqual([{ name: 'cancelDeployment', input: { deploymentId: 'd1' } }]);
  expect(JSON.parse(outcome.stdout)).toEqual({ deployment: ended });
});

const refusal = aRefusal({ reason: 'PAIR_UNFIT' }).record;

test.each([
  ['none', [], 0],
  ['one that cannot be brought back', [{ region: 'us-east4', failure: refusal }], 1],
  ['one that serves already', [{ region: 'us-east4', failure: { ...refusal, reason: 'PAIR_IS_LIVE' } }], 0],
] as const)('rollback-release follows what was begun and tells what was refused: %s', async (_what, refused, code) => {
  const deployments = [{ region: 'europe-west1', deploymentId: 'd1' }];
  const outcome = await runWith('rollback-release r1', {
    calls: { rollbackRelease: { releaseId: 'r2', deployments, refused: [...refused] } },
    documents: { 'deployments/d1': [aLiveDeployment({ kind: 'switch' })] },
  });
  expect(outcome.sent).toEqual([{ name: 'rollbackRelease', input: { idempotencyKey: RANDOM_ID, releaseId: 'r1' } }]);
  expect(outcome.stdout).toContain('Deployment d1 is live in europe-west1.');
  expect([outcome.code, outcome.stdout.includes('Not in us-east4.')]).toEqual([code, refused.length > 0]);
});
