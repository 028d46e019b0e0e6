import { capacitySpec } from '@proving-ground/shared';
import { aCapacitySearch, aCapacityStep } from '@proving-ground/shared/testing/a-capacity-search';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { expect, test } from 'vitest';
import { aRefusal } from '../testing/a-failure.ts';
import { RANDOM_ID, runWith } from '../testing/run-with.ts';

const calls = {
  startCapacitySearch: { searchId: 's1', created: true },
  stopCapacitySearch: { searchId: 's1', status: 'running' as const },
};
const lists = { services: [aLiveService('agent')] };
const seen = (...searches: readonly ReturnType<typeof aCapacitySearch>[]) => ({
  calls,
  lists,
  documents: { 'capacitySearches/s1': searches },
});

test('capacity start follows the steps as they are judged, and tells what was found', async () => {
  const found = {
    steps: [aCapacityStep({ beyond: 0.1 }), aCapacityStep({ value: 4.4, beyond: 40 })],
    bounds: { meets: 4, misses: 4.4 },
  };
  const trying = aCapacityStep({ value: 4.4, status: 'running', judgement: null, evidence: [], figures: null });
  const running = { status: 'running', result: null, endedAt: null } as const;
  const { code, stdout, sent } = await runWith(
    'capacity start',
    seen(
      aCapacitySearch({ ...running, steps: [aCapacityStep({ status: 'running', judgement: null })] }),
      aCapacitySearch({ ...running, steps: [aCapacityStep({ beyond: 0.1 }), trying] }),
      aCapacitySearch(found),
    ),
  );
  expect(code).toBe(0);
  expect(sent).toEqual([
    {
      name: 'startCapacitySearch',
      input: {
        ...{ idempotencyKey: RANDOM_ID, spec: capacitySpec.parse({}) },
        target: { region: 'europe-west1', agentServiceName: 'production-adk-agent' },
      },
    },
  ]);
  expect(stdout).toContain(
    'Trying 4 requests a second, 30 s\n  4 requests a second: meets (p95Ms<2000: 1 of 1,000 beyond, 5.00 % may be)\nTrying 4.4 requests a second, 30 s\n',
  );
  expect(stdout).toContain('4 requests a second keep the thresholds, 4.4 miss them.');
  expect(stdout).toMatch(/^4.4 +30 +132 +1100 +1760 +0.00 % +misses$/m);
  expect(stdout).toContain('1,000 answers at that rate: $0.1000 to $0.1000');
});

test('every option reaches the search', async () => {
  const { code, sent } = await runWith(
    'capacity start --users --slo p99Ms<900 --start 5 --most 80 --step 10 --steps 9 --precision 5 --scenario health-only --seed 3 --key my-own-key --agent my-agent --region us-east4 --no-wait',
    { calls },
  );
  expect(code).toBe(0);
  expect(sent).toMatchObject([
    {
      input: {
        ...{ idempotencyKey: 'my-own-key', target: { region: 'us-east4', agentServiceName: 'my-agent' } },
        spec: {
          ...{ mode: 'users', slo: 'p99Ms<900', startAt: 5, most: 80, stepSeconds: 10, maxSteps: 9, precision: 0.05 },
          ...{ scenario: 'health-only', seed: 3 },
        },
      },
    },
  ]);
});

test.each([
  ['--slo avgMs<5', 'avgMs cannot be judged with confidence'],
  ['--slo ttftP95Ms<5', 'No question of this scenario is streamed'],
  ['--start 9 --most 3', 'The most is below the first value.'],
  ['--users --start 1.5', 'There are no parts of users'],
])('capacity start %s is refused before anything is sent', async (options, text) => {
  const { code, stderr, sent } = await runWith(`capacity start ${options}`, { calls, lists });
  expect([code, sent]).toEqual([2, []]);
  expect(stderr).toContain(text);
});

test.each([
  ['nothing', { bounds: { meets: null, misses: 0.1 }, result: null, status: 'finished' }, 1],
  ['a failure', { status: 'failed', failure: aRefusal().record }, 1],
  ['an answer', {}, 0],
] as const)('capacity show of a search that found %s', async (_, part, code) => {
  const outcome = await runWith('capacity show s1', seen(aCapacitySearch(part)));
  expect(outcome.code).toBe(code);
});

test('capacity show as JSON holds the record', async () => {
  const { stdout } = await runWith('capacity show s1 --json', seen(aCapacitySearch()));
  expect(JSON.parse(stdout)).toEqual({ capacitySearch: aCapacitySearch() });
});

test('capacity stop ends it and prints what is known', async () => {
  const stopped = aCapacitySearch({ status: 'stopped' });
  const { code, stdout, sent } = await runWith('capacity stop s1', seen(stopped));
  expect([code, sent]).toEqual([0, [{ name: 'stopCapacitySearch', input: { searchId: 's1' } }]]);
  expect(stdout).toContain('Capacity search s1 is stopped');
});

test('what is not there is said', async () => {
  const { code, stderr } = await runWith('capacity show s9', {});
  expect(code).toBe(3);
  expect(stderr).toContain('There is no capacity search s9.');
});
