import {
  Failure,
  type LoadObservation,
  type LoadTest,
  metricsOf,
  type ObservedKind,
  type ObservedMetric,
  pointsOf,
} from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import type { MetricDescriptor, Series, SeriesQuery } from '../gcp/run-metrics.ts';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { AGENT_NAME, aLoadTest, BACKEND_NAME } from '../testing/a-load-test.ts';
import { SOME_FAILURE } from '../testing/finished.ts';
import { recordingLog } from '../testing/recording-log.ts';
import { METRIC_READINGS } from './metric-readings.ts';
import { observeLoadTests } from './observe-load-tests.ts';

const at = (seconds: number) => new Date(STARTED_AT.getTime() + seconds * 1_000);
const NAMES = Object.values(METRIC_READINGS).flatMap(({ names: [name] }) => name);
const refusal = (code: 'permission-denied' | 'failed-precondition' | 'not-found' | 'unavailable') =>
  new Failure({ ...SOME_FAILURE, code, message: `Cloud Monitoring: ${code}` });
const running = aLoadTest({ status: 'running', startAt: at(0).toISOString() });
const ended = aLoadTest({ status: 'finished', startAt: at(0).toISOString(), endedAt: at(60).toISOString() });

/** A cloud that has a point of every metric for every period, once its delay is over. */
function aWorld(
  given: Partial<{
    readonly test: LoadTest;
    readonly periodSeconds: number;
    readonly delaySeconds: number;
    readonly names: readonly string[];
    /** What a query answers or throws instead of its points. */
    readonly instead: (query: SeriesQuery) => readonly Series[] | null;
    readonly listFails: Failure;
  }> = {},
) {
  const { periodSeconds = 60, delaySeconds = 180 } = given;
  const saved = new Map<ObservedKind, LoadObservation>();
  const queries: SeriesQuery[] = [];
  const looks: number[] = [];
  let nowMs = 0;
  const read = async (query: SeriesQuery): Promise<readonly Series[]> => {
    queries.push(query);
    const other = given.instead?.(query);
    if (other) return other;
    const points: Series['points'][number][] = [];
    const visibleMs = Math.min(query.end.getTime(), nowMs - delaySeconds * 1_000);
    for (let ms = query.start.getTime() + periodSeconds * 1_000; ms <= visibleMs; ms += periodSeconds * 1_000) {
      points.push({ start: new Date(ms - periodSeconds * 1_000), end: new Date(ms), value: 1 });
    }
    return [{ labels: {}, points }];
  };
  const test = given.test ?? ended;
  const look = async (seconds: number) => {
    nowMs = at(seconds).getTime();
    await observeLoadTests({
      projectId: 'demo-p',
      observations: {
        unsettled: async () => {
          looks.push((nowMs - STARTED_AT.getTime()) / 1_000);
          const seen = [...saved.values()];
          const isOpen = seen.length === 0 || seen.some(({ status }) => status === 'waiting');
          return isOpen ? [{ test, seen }] : [];
        },
        save: async (_id, observations) => {
          for (const observation of observations) saved.set(observation.kind, observation);
        },
      },
      listRunMetrics: async () => {
        if (given.listFails) throw given.listFails;
        return (given.names ?? NAMES).map(
          (name): MetricDescriptor => ({ name, samplePeriodSeconds: periodSeconds, ingestDelaySeconds: delaySeconds }),
        );
      },
      readSeries: read,
      sleep: async (ms) => {
        nowMs += ms;
      },
      now: () => new Date(nowMs),
      log: recordingLog(),
    });
  };
  const metric = (kind: ObservedKind, name: ObservedMetric) => {
    const observation = saved.get(kind);
    return observation && metricsOf(observation)?.[name];
  };
  const status = (kind: ObservedKind = 'agent') => saved.get(kind)?.status;
  return { look, looks, saved, queries, metric, status };
}

test('both revisions are looked at, from a minute before the start until now', async () => {
  const world = aWorld({ test: running, delaySeconds: 0 });
  await world.look(40);
  expect(new Set(world.queries.map(({ serviceName }) => serviceName))).toEqual(new Set([AGENT_NAME, BACKEND_NAME]));
  expect(world.queries[0]).toMatchObject({ start: at(-60), end: at(40), revision: `${AGENT_NAME}-a1b2c3d4` });
  expect(pointsOf(world.metric('agent', 'cpu'), 'mean')).toEqual([[-60, 0, 1]]);
  expect(world.status()).toBe('waiting');
});

test('in the cloud one call is one look; where points come sooner, it looks as often as they do', async () => {
  const cloud = aWorld({ test: running });
  await cloud.look(40);
  expect(cloud.looks).toEqual([40]);
  const fine = aWorld({ test: running, periodSeconds: 10, delaySeconds: 2 });
  await fine.look(40);
  expect(fine.looks).toEqual([40, 50, 60, 70, 80, 90]);
});

test('a test that has ended is looked at until all of it is there, then never again', async () => {
  const world = aWorld();
  await world.look(120);
  expect(world.status()).toBe('waiting');
  await world.look(60 + 60 + 180);
  expect([world.status('agent'), world.status('backend')]).toEqual(['complete', 'complete']);
  const asked = world.queries.length;
  await world.look(600);
  expect(world.queries).toHaveLength(asked);
});

test('points that are later than they should be are waited for, until they are too late', async () => {
  const early = (query: SeriesQuery): readonly Series[] => [
    { labels: {}, points: [{ start: query.start, end: at(-30), value: 1 }] },
  ];
  const world = aWorld({ instead: early });
  await world.look(60 + 60 + 180);
  expect(world.status()).toBe('waiting');
  await world.look(60 + 60 + 180 + 120);
  expect(world.status()).toBe('partial');
});

test('one that never started is left alone', async () => {
  const world = aWorld({ test: aLoadTest({ status: 'failed' }) });
  await world.look(400);
  expect(world.saved.size).toBe(0);
});

test('a test without a backend on record is one service', async () => {
  const world = aWorld({ test: { ...ended, target: { ...ended.target, backend: null } } });
  await world.look(400);
  expect([...world.saved.keys()]).toEqual(['agent']);
});

describe('what cannot be seen has its own state, and is never zero', () => {
  test.each([
    ['not-found', 'notAvailable'],
    ['permission-denied', 'denied'],
    ['unavailable', 'failed'],
  ] as const)('a metric that answers %s is %s; the others are seen all the same', async (code, status) => {
    const world = aWorld({
      instead: ({ metric }) => {
        if (metric.includes('gpu')) throw refusal(code);
        return null;
      },
    });
    await world.look(400);
    expect(world.metric('backend', 'gpu')).toMatchObject({ status, series: [] });
    expect(world.metric('backend', 'gpu')?.why).not.toBe('');
    expect(world.metric('backend', 'cpu')).toMatchObject({ status: 'available' });
    expect(world.status()).toBe('complete');
  });

  test('a metric without a point is empty, and one that the project does not know is not asked for', async () => {
    const world = aWorld({
      names: NAMES.filter((name) => !name.includes('gpu')),
      instead: ({ metric }) => (metric === 'request_count' ? [] : null),
    });
    await world.look(400);
    expect(world.metric('agent', 'requests')?.status).toBe('empty');
    expect(world.metric('backend', 'gpu')?.status).toBe('notAvailable');
    expect(world.queries.some(({ metric }) => metric.includes('gpu'))).toBe(false);
  });

  test('when nothing ever comes, because the service is gone, that is said', async () => {
    const world = aWorld({ instead: () => [] });
    await world.look(60 + 60 + 180 + 120);
    expect(world.status()).toBe('unavailable');
    expect(world.saved.get('agent')?.failure).toBeNull();
  });

  test.each(['permission-denied', 'failed-precondition'] as const)(
    'when not even the names can be read (%s), it says why, and ends all the same',
    async (code) => {
      const world = aWorld({ listFails: refusal(code) });
      await world.look(100);
      expect(world.saved.get('agent')).toMatchObject({ status: 'waiting', failure: { code } });
      await world.look(60 + 60 + 240 + 120);
      expect(world.saved.get('agent')).toMatchObject({ status: 'unavailable', failure: { code } });
      expect(world.metric('agent', 'instances')?.why).toBe(`Cloud Monitoring: ${code}`);
    },
  );

  test('a look that fails takes nothing away of what was seen', async () => {
    let isDown = false;
    const world = aWorld({
      instead: () => {
        if (isDown) throw refusal('unavailable');
        return null;
      },
    });
    await world.look(240);
    isDown = true;
    await world.look(60 + 60 + 180 + 120);
    expect(world.metric('agent', 'cpu')?.status).toBe('available');
    expect(world.status()).toBe('complete');
  });
});

test('the trouble of one test is not the trouble of the next', async () => {
  const saved: string[] = [];
  const log = recordingLog();
  await observeLoadTests({
    projectId: 'demo-p',
    observations: {
      unsettled: async () => [
        { test: { ...ended, id: 'first' }, seen: [] },
        { test: ended, seen: [] },
      ],
      save: async (id) => {
        if (id === 'first') throw new Error('no');
        saved.push(id);
      },
    },
    listRunMetrics: async () => [],
    readSeries: async () => [],
    sleep: async () => undefined,
    now: () => at(10_000),
    log,
  });
  expect(saved).toEqual(['test1']);
});
