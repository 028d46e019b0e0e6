import { Failure, type LoadObservation, type LoadTest, metricsOf } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import type { MetricDescriptor, SeriesQuery } from '../gcp/run-metrics.ts';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { AGENT_NAME, aLoadTest, BACKEND_NAME } from '../testing/a-load-test.ts';
import { SOME_FAILURE } from '../testing/finished.ts';
import { recordingLog } from '../testing/recording-log.ts';
import { METRIC_QUERIES } from './metric-queries.ts';
import { observeLoadTests } from './observe-load-tests.ts';
import { planObservation } from './plan-observation.ts';

const at = (seconds: number) => new Date(STARTED_AT.getTime() + seconds * 1_000);
const NAMES = Object.values(METRIC_QUERIES).map(({ metric }) => metric);
const CLOUD = { samplePeriodSeconds: 60, ingestDelaySeconds: 180 };
const descriptors = (names: readonly string[] = NAMES): readonly MetricDescriptor[] =>
  names.map((name) => ({ name, ...CLOUD }));
const refusal = (code: 'permission-denied' | 'not-found' | 'unavailable') =>
  new Failure({ ...SOME_FAILURE, code, message: `Cloud Monitoring: ${code}` });

function aWorld(tests: readonly LoadTest[], seconds: number) {
  const saved = new Map<string, readonly LoadObservation[]>();
  const queries: SeriesQuery[] = [];
  const log = recordingLog();
  const world = {
    saved,
    queries,
    metric: (kind: LoadObservation['kind'], metric: keyof typeof METRIC_QUERIES) => {
      const found = saved.get('test1')?.find((each) => each.kind === kind);
      return found && metricsOf(found)[metric];
    },
    settled: () => saved.get('test1')?.map(({ settledAt }) => settledAt !== null),
    run: (part: Partial<Parameters<typeof observeLoadTests>[0]> = {}) =>
      observeLoadTests({
        projectId: 'demo-p',
        observations: {
          unsettled: async () => tests,
          save: async (id, observations) => void saved.set(id, observations),
        },
        listRunMetrics: async () => descriptors(),
        readSeries: async (query) => {
          queries.push(query);
          return [{ label: '', points: [{ end: at(60), value: 1 / 3 }] }];
        },
        now: () => at(seconds),
        log,
        ...part,
      }),
    log,
  };
  return world;
}
const running = aLoadTest({ status: 'running', startAt: at(0).toISOString() });
const ended = aLoadTest({ status: 'finished', startAt: at(0).toISOString(), endedAt: at(60).toISOString() });

test('both services are looked at, from a minute before the start until now, in points of the sampling period', async () => {
  const world = aWorld([running], 40);
  await world.run();
  expect(new Set(world.queries.map(({ serviceName }) => serviceName))).toEqual(new Set([AGENT_NAME, BACKEND_NAME]));
  for (const { start, end, periodSeconds } of world.queries) {
    expect([start, end, periodSeconds]).toEqual([at(-60), at(40), 60]);
  }
  expect(world.metric('agent', 'cpu')).toEqual({
    status: 'available',
    why: '',
    series: [{ label: '', points: [[60, 0.333333]] }],
  });
  expect(world.settled()).toEqual([false, false]);
});

test('a test that has ended is looked at until every point can have come, then never again', async () => {
  const early = aWorld([ended], 200);
  await early.run();
  expect(early.settled()).toEqual([false, false]);
  const late = aWorld([ended], 60 + 60 + 180 + 60);
  await late.run();
  expect(late.settled()).toEqual([true, true]);
  expect(late.queries[0]?.end).toEqual(at(120));
});

test('one that never started is left alone, and without any nothing is asked', async () => {
  const asked = () => Promise.reject(new Error('asked'));
  await aWorld([], 0).run({ listRunMetrics: asked });
  const world = aWorld([aLoadTest({ status: 'failed' })], 400);
  await world.run();
  expect(world.saved.size).toBe(0);
});

describe('what cannot be seen has its own state, and is never zero', () => {
  test.each([
    ['not-found', 'notAvailable'],
    ['permission-denied', 'denied'],
    ['unavailable', 'failed'],
  ] as const)('a metric that answers %s is %s; the others are seen all the same', async (code, status) => {
    const world = aWorld([ended], 400);
    await world.run({
      readSeries: async ({ metric }) => {
        if (metric === METRIC_QUERIES.gpu.metric) throw refusal(code);
        return [{ label: '', points: [{ end: at(60), value: 1 }] }];
      },
    });
    expect(world.metric('backend', 'gpu')).toMatchObject({ status, series: [] });
    expect(world.metric('backend', 'gpu')?.why).not.toBe('');
    expect(world.metric('backend', 'cpu')).toMatchObject({ status: 'available' });
  });

  test('a metric without a point is empty, and one that the project does not know is not asked for', async () => {
    const world = aWorld([ended], 400);
    await world.run({
      listRunMetrics: async () => descriptors(NAMES.filter((name) => !name.includes('gpu'))),
      readSeries: async (query) => {
        world.queries.push(query);
        return [];
      },
    });
    expect(world.metric('agent', 'cpu')?.status).toBe('empty');
    expect(world.metric('backend', 'gpu')?.status).toBe('notAvailable');
    expect(world.queries.some(({ metric }) => metric.includes('gpu'))).toBe(false);
  });

  test('when not even the names can be read, every metric says why, and it ends all the same', async () => {
    const world = aWorld([ended], 60 + 60 + 240 + 60);
    await world.run({ listRunMetrics: () => Promise.reject(refusal('permission-denied')) });
    expect(world.metric('agent', 'instances')).toMatchObject({
      status: 'denied',
      why: 'Cloud Monitoring: permission-denied',
    });
    expect(world.settled()).toEqual([true, true]);
  });

  test('the trouble of one test is not the trouble of the next', async () => {
    const world = aWorld([{ ...ended, id: 'first' }, ended], 400);
    let calls = 0;
    await world.run({
      observations: {
        unsettled: async () => [{ ...ended, id: 'first' }, ended],
        save: async (id, observations) => {
          calls += 1;
          if (id === 'first') throw new Error('no');
          world.saved.set(id, observations);
        },
      },
    });
    expect([calls, [...world.saved.keys()]]).toEqual([2, ['test1']]);
  });
});

test('a finer sampling is followed: shorter points, a shorter tail, sooner settled', () => {
  const fine = [{ name: 'x', samplePeriodSeconds: 10, ingestDelaySeconds: 2 }];
  const plan = planObservation(ended, fine, at(60 + 20 + 12));
  expect(plan).toMatchObject({ periodSeconds: 10, isLast: true, span: { end: at(80) } });
});
