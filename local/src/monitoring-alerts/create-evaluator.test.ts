import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MeasuredRevision } from '../cloud-run/revision-runtime.ts';
import { createMonitoring, type Monitoring } from '../monitoring/create-monitoring.ts';
import { alertPolicy } from './alert-policy.ts';
import { type AlertTurn, createEvaluator } from './create-evaluator.ts';
import { incidentPayload } from './incident-payload.ts';
import { type Alerting, openAlerting } from './open-alerting.ts';
import { A_POLICY } from './testing/a-policy.ts';

const START = Date.parse('2026-11-24T10:00:00Z');

let folder: string;
let monitoring: Monitoring;
let alerting: Alerting;
let readings: readonly MeasuredRevision[];
let turns: AlertTurn[];
let evaluate: () => Promise<void>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START });
  folder = await mkdtemp(join(tmpdir(), 'pg-evaluator-'));
  readings = [];
  turns = [];
  monitoring = await createMonitoring({
    projectId: 'demo',
    folder: join(folder, 'metrics'),
    timing: { periodSeconds: 10, lagSeconds: 0 },
    takeReadings: () => readings,
    isApiEnabled: () => true,
    report: () => undefined,
  });
  alerting = await openAlerting({ folder, projectId: 'demo' });
  ({ evaluate } = createEvaluator({ alerting, read: monitoring, tell: (turn) => turns.push(turn), now: Date.now }));
});
afterEach(async () => {
  await monitoring[Symbol.asyncDispose]();
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

/** What the agent does in each period from now on. */
function serving(...requests: readonly (readonly [status: number, ms: number])[]): void {
  readings = [
    {
      place: { location: 'europe-west1', service: 'agent', revision: 'agent-1' },
      reading: {
        requests: requests.map(([status, instanceMs]) => ({ status, pendingMs: 0, instanceMs })),
        waitingCount: 0,
        startupsMs: [],
        instances: [],
      },
    },
  ];
}

/** Minutes go by, and every ten seconds of them somebody looks. */
async function minutes(count: number): Promise<void> {
  for (let look = 0; look < count * 6; look += 1) {
    vi.advanceTimersByTime(10_000);
    await evaluate();
  }
}

const add = (policy: object) => alerting.policies.add(alertPolicy.parse(policy));
const states = () => turns.map(({ alert }) => alert.state);

describe('the share of errors', () => {
  test('above its threshold for as long as the duration opens one alert, and below it closes it', async () => {
    const { name } = await add({ ...A_POLICY, userLabels: { service: 'agent' }, severity: 'CRITICAL' });
    serving([200, 10], [503, 10]);
    await minutes(2);
    expect(states()).toEqual([]);
    await minutes(1);
    expect(states()).toEqual(['OPEN']);
    expect(alerting.alerts.list()).toMatchObject([
      {
        state: 'OPEN',
        resource: { type: 'cloud_run_revision', labels: { service_name: 'agent' } },
        policy: { name, displayName: 'errors', userLabels: { service: 'agent' }, severity: 'CRITICAL' },
      },
    ]);
    await minutes(2);
    expect(states()).toEqual(['OPEN']);
    serving([200, 10], [200, 10]);
    await minutes(6);
    expect(states()).toEqual(['OPEN', 'CLOSED']);
    expect(turns[1]?.alert.closeTime).toBeDefined();
  });

  test('that is gone before the duration is over opens nothing', async () => {
    await add({ ...A_POLICY, conditions: [withDuration('600s')] });
    serving([503, 10]);
    await minutes(1);
    serving([200, 10]);
    await minutes(15);
    expect(states()).toEqual([]);
  });

  test('of a service that nobody asks is none', async () => {
    await add(A_POLICY);
    serving();
    await minutes(5);
    expect(states()).toEqual([]);
  });
});

function withDuration(duration: string) {
  const [condition] = A_POLICY.conditions;
  return { ...condition, conditionThreshold: { ...condition.conditionThreshold, duration } };
}

const SLOW = {
  displayName: 'slow',
  combiner: 'OR',
  conditions: [
    {
      displayName: '95th percentile above 2 s',
      conditionThreshold: {
        filter: 'metric.type="run.googleapis.com/request_latencies" AND resource.type="cloud_run_revision"',
        aggregations: [
          {
            alignmentPeriod: '300s',
            perSeriesAligner: 'ALIGN_DELTA',
            crossSeriesReducer: 'REDUCE_PERCENTILE_95',
            groupByFields: ['resource.labels.service_name'],
          },
        ],
        comparison: 'COMPARISON_GT',
        thresholdValue: 2_000,
        duration: '0s',
      },
    },
  ],
};

test('a percentile above its threshold opens an alert, and says what was measured', async () => {
  await add(SLOW);
  serving([200, 100], [200, 100]);
  await minutes(1);
  expect(states()).toEqual([]);
  serving([200, 5_000]);
  await minutes(1);
  expect(states()).toEqual(['OPEN']);
  const [turn] = turns;
  expect(turn?.violation?.value).toBeGreaterThan(2_000);
  expect(turn && incidentPayload(turn, 'demo')).toMatchObject({
    version: '1.2',
    incident: {
      state: 'open',
      ended_at: null,
      policy_name: 'slow',
      condition_name: '95th percentile above 2 s',
      threshold_value: '2000',
      resource: { labels: { service_name: 'agent' } },
    },
  });
});

test.each(['deleted', 'paused'] as const)('the alert of a policy that is %s closes', async (what) => {
  const policy = await add(SLOW);
  serving([200, 5_000]);
  await minutes(1);
  await (what === 'deleted'
    ? alerting.policies.remove([policy.name])
    : alerting.policies.replace({ ...policy, enabled: false }));
  await minutes(1);
  expect(alerting.alerts.list().map(({ state }) => state)).toEqual(['CLOSED']);
});

test('a metric that is not measured here opens nothing, and keeps nothing else from being looked at', async () => {
  const [condition] = SLOW.conditions;
  const filter = 'metric.type="monitoring.googleapis.com/uptime_check/check_passed" AND resource.type="uptime_url"';
  await add({
    ...SLOW,
    displayName: 'uptime',
    conditions: [{ ...condition, conditionThreshold: { ...condition?.conditionThreshold, filter } }],
  });
  await add(SLOW);
  serving([200, 5_000]);
  await minutes(1);
  expect(turns.map(({ policy }) => policy.displayName)).toEqual(['slow']);
});
