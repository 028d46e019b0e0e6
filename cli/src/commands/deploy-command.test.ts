import { deploymentSpec, GATE_PRESETS } from '@proving-ground/shared';
import { aDeployment, aLiveDeployment } from '@proving-ground/shared/testing/a-deployment';
import { describe, expect, test } from 'vitest';
import { unanswered } from '../api/client-failure.ts';
import { aRefusal } from '../testing/a-failure.ts';
import { RANDOM_ID, runWith } from '../testing/run-with.ts';

const calls = { startDeployment: { deploymentId: 'd1', created: true } };
const script = (...looks: readonly (ReturnType<typeof aDeployment> | ReturnType<typeof aRefusal>)[]) => ({
  calls,
  documents: { 'deployments/d1': looks },
});

test('steps are printed as they change, and the end with its proof', async () => {
  const running = aDeployment({
    updatedAt: '2026-03-01T10:00:04.000Z',
    steps: { check: { status: 'running', detail: 'Looking.' } },
  });
  const { code, stdout, stderr, sent } = await runWith('deploy', script(running, running, aLiveDeployment()));
  expect(stdout).toBe(`Deployment d1 has started.
   4 s  check           running  Looking.
  90 s  check           done     Nothing stands in the way.
  90 s  release         done

Deployment d1 is live in europe-west1.
Agent: https://agent.example.com
Asked: What do pandas eat?
Answer (900 ms): Bamboo.
`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(sent).toEqual([
    { name: 'startDeployment', input: { idempotencyKey: RANDOM_ID, spec: deploymentSpec.parse({}) } },
  ]);
});

test('under --json stdout is the record alone', async () => {
  const { stdout, stderr } = await runWith('deploy --json', script(aLiveDeployment()));
  expect(JSON.parse(stdout)).toEqual({ deployment: aLiveDeployment() });
  expect(stderr).toContain('Deployment d1 has started.');
});

test('every option reaches the specification, on top of the file', async () => {
  const file = { model: 'gemma3:1b', agent: { concurrency: 9, version: 3, env: { A: '0', B: '2' } } };
  const line =
    'deploy --spec s.json --region us-east4 --scope agent --hold --agent-version 3 --env A=1 --env C==x --key my-own-key --no-wait';
  const { sent, stdout, code } = await runWith(line, { calls, files: { 's.json': JSON.stringify(file) } });
  expect(sent).toMatchObject([
    {
      input: {
        idempotencyKey: 'my-own-key',
        spec: {
          ...{ model: 'gemma3:1b', region: 'us-east4', scope: 'agent', holdBeforeTraffic: true },
          agent: { concurrency: 9, env: { A: '1', B: '2', C: '=x' } },
        },
      },
    },
  ]);
  expect({ stdout, code }).toEqual({ stdout: 'Deployment d1 has started.\n', code: 0 });
});

describe('a load gate', () => {
  const criterion = {
    ...({ id: 'p95', old: 1_000, new: 2_100, observed: 2.1, low: 1.8, high: 2.4, limit: 1.2 } as const),
    verdict: 'violates' as const,
  };
  const gate = {
    status: 'undecided' as const,
    old: null,
    new: null,
    parts: [],
    criteria: [criterion],
    reason: 'Who knows.',
  };

  test('is asked for by the name of a preset', async () => {
    const { sent } = await runWith('deploy --gate quick --no-wait', { calls });
    expect(sent).toMatchObject([{ input: { spec: { gate: GATE_PRESETS.quick.gate } } }]);
    expect(await runWith('deploy --gate lenient', { calls })).toMatchObject({ code: 2, sent: [] });
  });

  test('that could not decide is told limit by limit, and is not what was wanted', async () => {
    const { code, stdout } = await runWith('deploy', script(aLiveDeployment({ status: 'held', gate })));
    expect(code).toBe(1);
    expect(stdout).toContain(`Load gate: undecided. Who knows.
  violates  95th percentile of the answers      between +80 % and +140 %, at most +20 %
`);
  });

  test('that refused is told once', async () => {
    const { record: failure } = aRefusal({ reason: 'GATE_REFUSED', message: 'Slower.', nextStep: 'Mend it.' });
    const refused = { ...gate, status: 'refused' as const, reason: 'Slower.' };
    const { stdout } = await runWith('deploy', script(aDeployment({ status: 'failed', failure, gate: refused })));
    expect(stdout.match(/Slower\./g)).toHaveLength(1);
    expect(stdout).toContain('Load gate: refused.\n');
  });
});

test('--no-wait under --json is what the functions answered', async () => {
  const again = { startDeployment: { deploymentId: 'd1', created: false } };
  expect(JSON.parse((await runWith('deploy --no-wait --json', { calls: again })).stdout)).toEqual(
    again.startDeployment,
  );
  expect((await runWith('deploy --no-wait', { calls: again })).stdout).toBe('Deployment d1 has this key already.\n');
});

test('a failed deployment ends with its reason, its next step and the end of the log', async () => {
  const { record: failure } = aRefusal({
    reason: 'BUILD_FAILED',
    message: 'The build failed.',
    nextStep: 'Mend the Dockerfile.',
    logTail: ['step 3', 'no space left'],
  });
  const { code, stdout } = await runWith('deploy', script(aDeployment({ status: 'failed', failure })));
  expect(code).toBe(1);
  expect(stdout).toContain(`Deployment d1 failed.
The build failed. (BUILD_FAILED)
Next: Mend the Dockerfile.
The end of the log:
  step 3
  no space left
`);
});

test.each([
  ['held', 0, 'promote d1\nAgent: https://d1---agent.example.com\n'],
  ['cancelled', 1, 'Deployment d1 was cancelled.'],
  ['deleted', 0, 'are gone'],
] as const)('a deployment that is %s ends with exit code %i', async (status, code, text) => {
  const outcome = await runWith('deploy', script(aLiveDeployment({ status })));
  expect(outcome.code).toBe(code);
  expect(outcome.stdout).toContain(text);
});

test('a refusal of the functions ends with exit code 3 and its next step', async () => {
  const { code, stdout, stderr } = await runWith('deploy', { calls: { startDeployment: aRefusal() } });
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('Next: Wait until it has ended.');
});

test('Ctrl-C ends the command, not the deployment', async () => {
  const { code, stderr } = await runWith('deploy', { ...script(aDeployment()), interruptAtPause: 2 });
  expect(code).toBe(130);
  expect(stderr).toContain('goes on without this command. To stop it: npm run pg -- cancel d1');
});

test('a network that is away for a moment is waited for, one that stays away is not', async () => {
  const away = unanswered('NOT_REACHED', 'Reading did not reach the product.');
  expect(await runWith('deploy', script(away, away, aLiveDeployment()))).toMatchObject({ code: 0, pauses: 2 });
  expect(await runWith('deploy', script(away))).toMatchObject({ code: 1, pauses: 10 });
});

test('a record that is not there, or of another version, is told', async () => {
  expect(await runWith('deploy', { calls })).toMatchObject({ code: 3 });
  const other = await runWith('deploy', { calls, documents: { 'deployments/d1': [{ id: 'd1' }] } });
  expect(other.code).toBe(1);
  expect(other.stderr).toContain('written by another version. (UNEXPECTED_ANSWER)');
});

const inTwo = {
  startRelease: {
    releaseId: 'r1',
    created: true,
    deployments: [
      { region: 'europe-west1', deploymentId: 'd1' },
      { region: 'us-east4', deploymentId: 'd2' },
    ],
  },
};
const elsewhere = deploymentSpec.parse({ region: 'us-east4' });

test('in several regions each is followed, and all of them are the result', async () => {
  const documents = {
    'deployments/d1': [aLiveDeployment()],
    'deployments/d2': [aDeployment({ id: 'd2', spec: elsewhere }), aLiveDeployment({ id: 'd2', spec: elsewhere })],
  };
  const { code, stdout, sent } = await runWith('deploy --region europe-west1 --region us-east4', {
    calls: inTwo,
    documents,
  });
  expect(sent).toMatchObject([
    { name: 'startRelease', input: { regions: ['europe-west1', 'us-east4'], spec: { region: 'europe-west1' } } },
  ]);
  expect(stdout).toContain('Release r1 has started.\n  europe-west1: deployment d1\n  us-east4: deployment d2\n');
  expect(stdout).toContain('us-east4            90 s  release         done');
  expect(stdout).toContain('\nus-east4\nDeployment d2 is live in us-east4.\n');
  expect(code).toBe(0);
});

test('one region that fails is a failed release', async () => {
  const documents = {
    'deployments/d1': [aLiveDeployment()],
    'deployments/d2': [aDeployment({ id: 'd2', spec: elsewhere, status: 'failed' })],
  };
  const line = 'deploy --region europe-west1 --region us-east4 --json';
  const { code, stdout } = await runWith(line, { calls: inTwo, documents });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ releaseId: 'r1', deployments: [{ id: 'd1' }, { id: 'd2' }] });
});

test('a region that is no region, or named twice, is told before anything is sent', async () => {
  expect(await runWith('deploy --region mars', { calls })).toMatchObject({ code: 2, sent: [] });
  expect(await runWith('deploy --region us-east4 --region us-east4', { calls })).toMatchObject({ code: 2, sent: [] });
});
