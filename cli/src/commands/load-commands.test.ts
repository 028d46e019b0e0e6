import { concludeLoadTest, loadObservationPath, loadSpec, OBSERVED_METRICS } from '@proving-ground/shared';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { someFigures } from '@proving-ground/shared/testing/some-figures';
import { expect, test } from 'vitest';
import { aRefusal } from '../testing/a-failure.ts';
import { aResultWith } from '../testing/a-load-result.ts';
import { RANDOM_ID, runWith } from '../testing/run-with.ts';

const calls = {
  startLoadTest: { loadTestId: 'l1', created: true },
  stopLoadTest: { loadTestId: 'l1', status: 'running' as const },
};
const lists = { services: [aLiveService('agent')] };
const figuresPath = (id: string) => `loadTests/${id}/figures/merged`;
const ended = (test = aLoadTest(), result: ReturnType<typeof aResultWith> | null = aResultWith(1_480)) => ({
  calls,
  lists,
  documents: { 'loadTests/l1': [test], [figuresPath('l1')]: [someFigures(result)] },
});

test('load start sends the codelab test to the live agent, and shows the table as it fills', async () => {
  const running = aLoadTest({ status: 'running' });
  const seconds = [1, 2, 3, 5, 60].map((elapsedSeconds) => someFigures(aResultWith(1_480, { elapsedSeconds })));
  const { code, stdout, sent } = await runWith('load start', {
    ...ended(),
    documents: {
      'loadTests/l1': [aLoadTest({ status: 'starting' }), running, running, running, aLoadTest()],
      [figuresPath('l1')]: seconds,
    },
  });
  expect(code).toBe(0);
  expect(sent).toEqual([
    {
      name: 'startLoadTest',
      input: {
        ...{ idempotencyKey: RANDOM_ID, note: '', spec: loadSpec.parse({}) },
        target: { region: 'europe-west1', agentServiceName: 'production-adk-agent' },
      },
    },
  ]);
  expect([...stdout.matchAll(/^\d+ s, \d+ users$/gm)].map(String)).toEqual(['2 s, 0 users', '5 s, 0 users']);
  expect(stdout).toMatch(/^POST \/run +400 +0 \(0.00 %\)/m);
  expect(stdout).toContain('Load test l1 is finished.\nScenario codelab: 20 users');
});

test('every option reaches the load test', async () => {
  const line =
    'load start --users 7 --spawn-rate 2 --duration 9 --scenario s.json --slo p95Ms<9 --shards 2 --note n --key my-own-key --agent my-agent --region us-east4 --no-wait';
  const scenario = { name: 'mine', tasks: [{ kind: 'get', path: '/health' }] };
  const { code, stdout, sent } = await runWith(line, { calls, files: { 's.json': JSON.stringify(scenario) } });
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'Load test l1 has started.\n' });
  expect(sent).toMatchObject([
    {
      input: {
        ...{ idempotencyKey: 'my-own-key', note: 'n', shardCount: 2 },
        target: { region: 'us-east4', agentServiceName: 'my-agent' },
        spec: {
          ...{ durationSeconds: 9, slo: 'p95Ms<9', scenario },
          load: { model: 'closed', users: 7, spawnRatePerSecond: 2 },
        },
      },
    },
  ]);
});

test('a rate makes it the open model', async () => {
  const { sent } = await runWith('load start --rate 12 --scenario streaming-chat --no-wait', { calls, lists });
  expect(sent).toMatchObject([
    { input: { spec: { scenario: 'streaming-chat', load: { model: 'open', requestsPerSecond: 12 } } } },
  ]);
});

test.each([
  ['met thresholds', aLoadTest(), aResultWith(1_480, { slo: 'p95Ms<2000' }), 0, 'met     p95Ms<2000  (1480)'],
  ['a missed threshold', aLoadTest(), aResultWith(1_480, { slo: 'p95Ms<1000' }), 1, 'MISSED  p95Ms<1000  (1480)'],
  ['a stopped test', aLoadTest({ status: 'stopped' }), aResultWith(1_480), 1, 'Load test l1 is stopped.'],
  ['a test that is not whole', aLoadTest({ status: 'partial' }), aResultWith(1_480), 1, 'is partial.'],
  ['a failed test', aLoadTest({ status: 'failed', failure: aRefusal().record }), null, 1, 'Next: Wait until'],
])('load start of %s', async (_, record, result, code, text) => {
  const outcome = await runWith('load start', ended(record, result));
  expect(outcome.code).toBe(code);
  expect(outcome.stdout).toContain(text);
  expect(await runWith('load show l1', ended(record, result))).toMatchObject({ code });
});

test('as JSON the record, the figures and what follows from them are the document', async () => {
  for (const line of ['load start --json', 'load show l1 --json', 'load stop l1 --json']) {
    const { stdout } = await runWith(line, ended());
    const [loadTest, result] = [aLoadTest(), aResultWith(1_480)];
    const conclusion = concludeLoadTest(loadTest, { result, seen: [] });
    expect(conclusion).not.toBeNull();
    expect(JSON.parse(stdout)).toEqual({ loadTest, result, conclusion });
  }
});

test('what was the bottleneck is told, with what is not known, and that more may come', async () => {
  const { stdout } = await runWith('load show l1', ended());
  expect(stdout).toMatch(/^Most instances of the model server +not known$/m);
  expect(stdout).toMatch(/^Requests turned away at the agent \(429\) +0$/m);
  expect(stdout).toContain('So far, before all metrics were there: ');
  expect(stdout).toContain('- Of the agent nothing is known of its instances, requests in flight, CPU.');
  expect(stdout).toContain('To see it then: npm run pg -- load show l1');
});

test('what Cloud Monitoring saw is told once it is there', async () => {
  const script = ended();
  const point = { status: 'available' as const, why: '', series: [{ label: '', points: [[0, 60, 2]] }] };
  const metric = (name: string) => (name === 'instances' ? point : { status: 'empty', why: 'None.', series: [] });
  const observation = (kind: 'agent' | 'backend') => ({
    ...{ kind, serviceName: kind, revision: `${kind}-1`, status: 'complete', failure: null },
    ...{ lookedAt: '2026-03-01T10:06:00.000Z', periodSeconds: 60, delaySeconds: 120 },
    metricsJson: JSON.stringify(Object.fromEntries(OBSERVED_METRICS.map((name) => [name, metric(name)]))),
  });
  const observed = (['agent', 'backend'] as const).map((kind) => [
    loadObservationPath('l1', kind),
    [observation(kind)],
  ]);
  const documents = { ...script.documents, ...Object.fromEntries(observed) };
  const { stdout } = await runWith('load show l1', { ...script, documents });
  expect(stdout).toMatch(/^Most instances of the agent +2$/m);
  expect(stdout).not.toContain('So far');
  expect(stdout).not.toContain('To see it then');
});

test('a test that goes on has no conclusion yet', async () => {
  const { stdout } = await runWith('load show l1 --json', ended(aLoadTest({ status: 'running', endedAt: null })));
  expect(JSON.parse(stdout)).toMatchObject({ conclusion: null });
});

test('load show of a test at work says so, with exit code 1', async () => {
  const { code, stdout } = await runWith('load show l1', ended(aLoadTest({ status: 'running', note: 'mine' }), null));
  expect(code).toBe(1);
  expect(stdout).toContain('Load test l1 is still running.');
  expect(stdout).toContain('Note: mine\nNothing was measured.');
});

test('load stop follows the test to its end', async () => {
  const stopped = await runWith('load stop l1', ended(aLoadTest({ status: 'stopped' })));
  expect(stopped).toMatchObject({ code: 0, sent: [{ name: 'stopLoadTest', input: { loadTestId: 'l1' } }] });
  expect(await runWith('load stop l1', ended(aLoadTest({ status: 'failed' }), null))).toMatchObject({ code: 1 });
});

test('Ctrl-C ends the command, not the load test', async () => {
  const { code, stderr } = await runWith('load start', {
    ...ended(aLoadTest({ status: 'running' })),
    interruptAtPause: 1,
  });
  expect(code).toBe(130);
  expect(stderr).toContain('To stop it: npm run pg -- load stop l1');
});

test('load compare says what changed, as text and as JSON', async () => {
  const documents = {
    'loadTests/l1': [aLoadTest()],
    'loadTests/l2': [aLoadTest({ id: 'l2' })],
    [figuresPath('l1')]: [someFigures(aResultWith(2_000))],
    [figuresPath('l2')]: [someFigures(aResultWith(1_000))],
  };
  const { code, stdout } = await runWith('load compare l1 l2', { documents });
  expect(code).toBe(0);
  expect(stdout).toContain('95th percentile fell by 50 %, from 2000 ms to 1000 ms: better.');
  expect(stdout).toMatch(/^95th percentile +2000 +1000 +-1000 +-50 +better$/m);
  const json = await runWith('load compare l1 l2 --json', { documents });
  expect(JSON.parse(json.stdout)).toMatchObject({
    base: 'l1',
    next: 'l2',
    figures: [{ metric: 'p50Ms' }, {}, {}, {}, {}, {}, {}],
  });
});

test('load compare needs figures of both, in this version', async () => {
  const documents = { 'loadTests/l1': [aLoadTest()] };
  expect(await runWith('load compare l1 l1', { documents })).toMatchObject({ code: 3 });
  const odd = { ...documents, [figuresPath('l1')]: [{ ...someFigures(null), resultJson: '{}' }] };
  expect(await runWith('load compare l1 l1', { documents: odd })).toMatchObject({ code: 1 });
});
