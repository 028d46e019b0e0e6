import { expect, test } from 'vitest';
import { loadCostUsd } from './load-cost.ts';
import { estimateLoad } from './load-estimate.ts';
import { type LoadSpecInput, loadSpec } from './load-spec.ts';
import type { TestedService } from './load-test-target.ts';

const service = (wishes: Partial<TestedService>): TestedService => ({
  name: 'a',
  revision: 'a-1',
  digest: 'sha256:0',
  cpuCount: 2,
  memoryGiB: 4,
  gpuType: null,
  concurrency: 50,
  maxInstances: 1,
  costUsdPerHour: 0.36,
  ...wishes,
});
const target = { agent: service({}), backend: service({ concurrency: 7, maxInstances: 3, costUsdPerHour: 3.24 }) };
const estimate = (spec: LoadSpecInput) => estimateLoad(loadSpec.parse(spec), target);

test("the codelab's test: requests, capacity, shards and cost", () => {
  expect(estimate({})).toEqual({
    // 20 users, one task every two seconds, and a session each.
    mostRequests: 620,
    mostInFlight: 20,
    agentCapacity: 50,
    backendCapacity: 21,
    shardCount: 1,
    // 90 s of 0.36 + 3.24 USD an hour; of the backend up to three instances.
    costUsd: { low: expect.closeTo(0.09, 6), high: expect.closeTo(0.252, 6) },
    warnings: [],
  });
});

test('more users than an agent takes at once are announced as 429s, more questions than the backend takes too', () => {
  const { warnings } = estimate({ load: { model: 'closed', users: 60 } });
  expect(warnings).toHaveLength(2);
  expect(warnings[0]).toContain('the agent takes 50 (concurrency × instances): Cloud Run will answer some with 429');
  expect(warnings[1]).toContain('the backend takes 21');
});

test('a load that never asks the model says so, and is not held against the backend', () => {
  const scenario = { name: 'health', tasks: [{ kind: 'get' as const, path: '/health' }] };
  const { warnings } = estimate({ scenario, load: { model: 'closed', users: 40 } });
  expect(warnings).toEqual(["No task asks the model (GET /health): this tests the agent's server alone."]);
});

test('without a pause only the limit bounds the requests', () => {
  const scenario = {
    name: 'rush',
    thinkTime: { kind: 'uniform' as const, minSeconds: 0, maxSeconds: 0 },
    tasks: [{ kind: 'get' as const, path: '/health' }],
  };
  expect(estimate({ scenario }).mostRequests).toBe(1_000_000);
});

test('an open load counts its arrivals and the sessions they open, and needs shards by both', () => {
  const load = { model: 'open', requestsPerSecond: 1_200, maxInFlight: 900 } as const;
  const { mostRequests, mostInFlight, shardCount } = estimate({ load, durationSeconds: 10 });
  expect([mostRequests, mostInFlight, shardCount]).toEqual([24_000, 900, 5]);
  const health = estimate({ scenario: 'health-only', load, durationSeconds: 10 });
  expect([health.mostRequests, health.shardCount]).toEqual([12_000, 3]);
  const scenario = { name: 'chats', turnsPerSession: 4, tasks: [{ kind: 'ask' as const, prompts: [{ text: 'Hi?' }] }] };
  expect(estimate({ scenario, load, durationSeconds: 10 }).mostRequests).toBe(15_000);
});

test('the cost of a run without its backend is that of the agent', () => {
  expect(loadCostUsd({ agent: service({ maxInstances: 2 }), backend: null }, 3_600)).toEqual({ low: 0.36, high: 0.72 });
});
