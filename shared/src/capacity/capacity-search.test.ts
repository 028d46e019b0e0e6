import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import type { CapacityStep } from './capacity-search.ts';
import { estimateCapacity, stepsLeft } from './capacity-search-estimate.ts';
import { capacitySlo, capacityThresholds } from './capacity-search-slo.ts';
import { capacitySpec, drainSeconds, loadSpecOfStep } from './capacity-search-spec.ts';
import { suggestSettings } from './capacity-search-suggestion.ts';
import { boundsOf, capacityValues, isCertain } from './capacity-search-values.ts';

const TESTED = { name: 'a', revision: 'a-1', digest: 'sha256:a', cpuCount: 2, memoryGiB: 4, gpuType: null } as const;
const AGENT = { ...TESTED, concurrency: 50, maxInstances: 1, costUsdPerHour: 0.2 };
const BACKEND = { ...TESTED, concurrency: 7, maxInstances: 2, costUsdPerHour: 1.2 };

function aStep(value: number, beyond: number, samples: number, part: Partial<CapacityStep> = {}): CapacityStep {
  return {
    ...{ kind: 'measure', value, attempt: 1, durationSeconds: 30, loadTestId: 'x', status: 'judged' },
    ...{ startedAt: '2026-03-01T10:00:00.000Z', endedAt: null, judgement: null, figures: null, failure: null },
    evidence: [{ kind: 'threshold', text: 'p95Ms<1', observed: null, beyond, samples, allowedShare: 0.05 }],
    ...part,
  };
}
const only = (...steps: readonly CapacityStep[]) => capacityValues(steps)[0];

describe('what has to be kept', () => {
  test.each([
    ['p95Ms<5000', true],
    ['p95Ms<5000,errorRate<0.01,droppedRate<=0', true],
    ['tokensPerSecondP50>20', true],
    ['', false],
    ['avgMs<5', false],
    ['maxMs<5', false],
    ['requestsPerSecond>5', false],
    ['p95Ms>5000', false],
    ['tokensPerSecondP50<20', false],
  ])('%j can be judged: %s', (slo, isGood) => {
    expect(capacitySlo.safeParse(slo).success).toBe(isGood);
  });

  test('errors count even when no threshold names them', () => {
    expect(capacityThresholds('p95Ms<5').map(({ text }) => text)).toEqual(['p95Ms<5', 'errorRate<0.01']);
    expect(capacityThresholds('errorRate<0.2').map(({ text }) => text)).toEqual(['errorRate<0.2']);
  });

  test('the time to the first token needs a scenario that streams', () => {
    expect(capacitySpec.safeParse({ slo: 'ttftP95Ms<800' }).success).toBe(false);
    expect(capacitySpec.safeParse({ slo: 'ttftP95Ms<800', scenario: 'streaming-chat' }).success).toBe(true);
  });
});

describe('the load test of a step', () => {
  test('sends no more than the limit allows to be open three times over, and waits a little beyond it', () => {
    const spec = capacitySpec.parse({ slo: 'p95Ms<2000' });
    const { load, drainSeconds: drain } = loadSpecOfStep(spec, { value: 10, durationSeconds: 30, index: 2 });
    expect(load).toMatchObject({ model: 'open', requestsPerSecond: 10, maxInFlight: 80 });
    expect([drain, drainSeconds({ slo: 'p95Ms<200000' }), drainSeconds({ slo: 'errorRate<0.1' })]).toEqual([5, 60, 31]);
  });

  test('of users has all of them after a tenth of it', () => {
    const spec = capacitySpec.parse({ mode: 'users', startAt: 5 });
    const { load } = loadSpecOfStep(spec, { value: 30, durationSeconds: 30, index: 0 });
    expect(load).toMatchObject({ model: 'closed', users: 30, spawnRatePerSecond: 10 });
  });
});

describe('the tries of a value', () => {
  test.each([
    [[aStep(4, 0, 74)], 'meets'],
    [[aStep(4, 0, 70)], 'unclear'],
    [[aStep(4, 30, 100)], 'misses'],
    [[aStep(4, 2, 60)], 'unclear'],
    // Together they are enough.
    [[aStep(4, 0, 40), aStep(4, 0, 40)], 'meets'],
    // They differ by far more than chance: a burst, which proves nothing yet.
    [[aStep(4, 23, 83), aStep(4, 2, 220)], 'unclear'],
  ] as const)('of case %# are judged together', (steps, judgement) => {
    expect(only(...steps)?.judgement).toBe(judgement);
  });

  test('a growing queue is unclear once, and a miss when the next try has it too; a drop is a miss at once', () => {
    const evidence = (sign: 'backlog' | 'dropped') => ({
      evidence: [...aStep(4, 0, 200).evidence, { kind: 'sign' as const, sign, observed: 0.2 }],
    });
    const grows = aStep(4, 0, 200, evidence('backlog'));
    expect(only(grows)).toMatchObject({ judgement: 'unclear', isClose: true, leaning: 'misses' });
    expect(only(grows, grows)?.judgement).toBe('misses');
    expect(only(grows, aStep(4, 0, 400))?.judgement).toBe('meets');
    expect(only(aStep(4, 0, 200, evidence('dropped')))?.judgement).toBe('misses');
  });

  test('without any answer lean to a miss; without any miss they are only too few', () => {
    expect(only(aStep(4, 0, 0))).toMatchObject({ judgement: 'unclear', leaning: 'misses', isClose: true });
    expect(only(aStep(4, 0, 20))).toMatchObject({ judgement: 'unclear', leaning: 'meets', isClose: false });
  });

  test.each([
    ['well within the limits, with answers enough', [aStep(4, 0, 500)], true],
    ['close to them, with answers enough', [aStep(4, 24, 500)], true],
    ['of few answers', [aStep(4, 0, 499)], false],
    ['of few answers, nearly all of them beyond', [aStep(4, 90, 100)], true],
  ])('a value %s: certain or not', (_, steps, expected) => {
    const value = only(...steps);
    expect(value && isCertain(value)).toBe(expected);
  });

  test('a warm-up and a lost step prove nothing', () => {
    expect(capacityValues([aStep(4, 0, 90, { kind: 'warmUp' }), aStep(4, 90, 90, { status: 'lost' })])).toEqual([]);
  });

  test('what meets beyond a miss does not count', () => {
    const values = capacityValues([aStep(8, 0, 90), aStep(2, 0, 90), aStep(4, 80, 90)]);
    expect(boundsOf(values)).toEqual({ meets: 2, misses: 4 });
  });
});

test('the interval of a share holds the share, narrows with the samples, and knows its ends', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (samples, part) => {
      const hits = Math.floor(part * samples);
      const { low, high } = wilsonInterval({ hits, samples });
      const more = wilsonInterval({ hits: hits * 4, samples: samples * 4 });
      expect(low).toBeLessThanOrEqual(hits / samples);
      expect(high).toBeGreaterThanOrEqual(hits / samples);
      expect(more.high - more.low).toBeLessThan(high - low);
    }),
  );
  expect(wilsonInterval({ hits: 0, samples: 0 })).toEqual({ low: 0, high: 1 });
});

describe('before the start', () => {
  const target = { agent: AGENT, backend: BACKEND };
  test('a search tells how long it may take, how many requests it may send and what that costs', () => {
    const { likelySteps, likelySeconds, mostSeconds, mostRequests, costUsd } = estimateCapacity(
      capacitySpec.parse({}),
      target,
    );
    expect(likelySteps).toBeGreaterThan(5);
    expect(likelySeconds).toBeLessThan(mostSeconds);
    expect(mostRequests).toBeLessThanOrEqual(1_000_000);
    expect(costUsd?.low).toBeCloseTo((1.4 / 3_600) * likelySeconds, 6);
    expect(costUsd?.high).toBeCloseTo((2.6 / 3_600) * mostSeconds, 6);
  });

  test('what a price is not known of costs an unknown amount, not nothing', () => {
    const unpriced = { agent: AGENT, backend: { ...BACKEND, costUsdPerHour: null } };
    expect(estimateCapacity(capacitySpec.parse({}), unpriced).costUsd).toBeNull();
  });

  test('the steps that are left grow fewer as both bounds come closer', () => {
    const spec = capacitySpec.parse({});
    const left = [
      stepsLeft(spec, { meets: null, misses: null }),
      stepsLeft(spec, { meets: 4, misses: 8 }),
      stepsLeft(spec, { meets: 4, misses: 5 }),
      stepsLeft(spec, { meets: 4, misses: 4.2 }),
    ];
    expect(left).toEqual(left.toSorted((one, other) => other - one));
    expect(left.at(-1)).toBe(0);
  });
});

describe('what to set', () => {
  const figures = { answersPerSecond: 8, avgMs: 1_000 };
  const suggest = (wantedPerSecond: number, part: Partial<typeof figures> = {}) =>
    suggestSettings({
      figures: { ...figures, ...part },
      target: { agent: AGENT, backend: BACKEND },
      parallelRequests: 4,
      wantedPerSecond,
    });

  test('follows from how many are open at a time, which is rate times latency', () => {
    // 8 a second that take a second: 8 open, 4 on each of two instances, and 8 of those in a crowded moment.
    expect(suggest(20)).toMatchObject({
      backend: { concurrency: 8, parallelRequests: 4, maxInstances: 5 },
      agent: { maxInstances: 1 },
      costUsdPerHour: 5 * 1.2 + 0.2,
      mostPerSecond: null,
    });
  });

  test('never goes beyond what a service may have, and says what that serves', () => {
    expect(suggest(1_000)).toMatchObject({ backend: { maxInstances: 20 }, mostPerSecond: 80 });
  });

  test('rests on measurements alone: without any there is nothing to say', () => {
    expect([suggest(0), suggest(Number.NaN), suggest(5, { answersPerSecond: 0 })]).toEqual([null, null, null]);
  });

  test('gives up slots that were hardly ever used', () => {
    expect(suggest(4, { avgMs: 50 })?.backend).toEqual({ concurrency: 2, parallelRequests: 2, maxInstances: 1 });
  });

  test('always makes a deployment that keeps its own rules', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 2_000, noNaN: true }),
        fc.double({ min: 1, max: 600_000, noNaN: true }),
        fc.double({ min: 0.01, max: 10_000, noNaN: true }),
        (answersPerSecond, avgMs, wanted) => {
          const { backend, agent } = suggest(wanted, { answersPerSecond, avgMs }) ?? {};
          expect(backend?.concurrency).toBeGreaterThanOrEqual(backend?.parallelRequests ?? Infinity);
          expect(backend?.concurrency).toBeLessThanOrEqual(1_000);
          for (const instances of [backend?.maxInstances, agent?.maxInstances]) {
            expect(instances).toBeGreaterThanOrEqual(1);
            expect(instances).toBeLessThanOrEqual(20);
          }
        },
      ),
    );
  });
});
