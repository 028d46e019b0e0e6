import { type CapacityStep, capacitySpec, type LoadResult, loadSpecOfStep } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { seededRandom } from '../testing/seeded-random.ts';
import { type SimulatedService, simulateOpenLoad } from '../testing/simulated-service.ts';
import { backlogGrowth } from './backlog-growth.ts';
import { judgeStep } from './judge-step.ts';
import { shareAbove } from './share-beyond.ts';

const SERVICE = { servers: 2, meanServiceSeconds: 0.1, errorShare: 0 } as const;

function tried(
  service: SimulatedService,
  value: number,
  slo = 'p95Ms<1000',
): { step: CapacityStep; result: LoadResult } {
  const spec = capacitySpec.parse({ slo });
  const durationSeconds = 60;
  const result = simulateOpenLoad(service, loadSpecOfStep(spec, { value, durationSeconds, index: 0 }), seededRandom(3));
  const step: CapacityStep = {
    ...{ kind: 'measure', value, attempt: 1, durationSeconds, loadTestId: 'x', status: 'running', judgement: null },
    ...{ startedAt: '2026-03-01T10:00:00.000Z', endedAt: null, evidence: [], figures: null, failure: null },
  };
  return { step: judgeStep({ step, spec, result, endedAt: '2026-03-01T10:01:00.000Z' }), result };
}

test('the share above a value is exact at each known percentile, and grows as the value falls', () => {
  const { latencyMs } = tried(SERVICE, 10).result.total;
  if (!latencyMs) throw new Error('There are answers.');
  expect(shareAbove(latencyMs, latencyMs.p95)).toBeCloseTo(0.05, 9);
  expect(shareAbove(latencyMs, latencyMs.p50)).toBeCloseTo(0.5, 9);
  expect([shareAbove(latencyMs, 0), shareAbove(latencyMs, latencyMs.max)]).toEqual([1, 0]);
  const shares = [0, 50, 100, 200, 400].map((ms) => shareAbove(latencyMs, ms));
  expect(shares).toEqual(shares.toSorted((one, other) => other - one));
});

test('a queue that never ends is seen by its growth, one that is only busy is not', () => {
  const growth = (value: number) =>
    backlogGrowth(tried(SERVICE, value, 'p95Ms<9000').result, { requestsPerSecond: value, durationSeconds: 60 });
  expect(growth(10)).toBe(0);
  expect(growth(26)).toBeGreaterThan(0.1);
});

test('a step within the limits meets them, with what it measured', () => {
  const { step, result } = tried(SERVICE, 10, 'p95Ms<1000,errorRate<0.05');
  expect(step).toMatchObject({ status: 'judged', judgement: 'meets', endedAt: '2026-03-01T10:01:00.000Z' });
  expect(step.figures?.p95Ms).toEqual({
    value: result.total.latencyMs?.p95,
    ...result.total.latencyMs?.confidence.p95,
  });
  // Little's law: as many are open as come in the time that one takes.
  const { answersPerSecond = 0, avgMs, meanInFlight = 0 } = step.figures ?? {};
  expect(meanInFlight / ((answersPerSecond * (avgMs ?? 0)) / 1_000)).toBeCloseTo(1, 0);
});

test('too few answers are unclear, errors and drops are misses', () => {
  expect(tried(SERVICE, 0.5).step.judgement).toBe('unclear');
  expect(tried({ ...SERVICE, errorShare: 0.3 }, 10).step.judgement).toBe('misses');
  const { step } = tried({ ...SERVICE, meanServiceSeconds: 2 }, 10, 'p95Ms<300');
  expect(step.judgement).toBe('misses');
  expect(step.evidence.map((item) => item.kind === 'sign' && item.sign)).toContain('dropped');
});

test('what was still open at the end counts against the limit, though it is in no figure', () => {
  const { step, result } = tried({ servers: 1, meanServiceSeconds: 40, errorShare: 0 }, 0.1, 'p95Ms<1000');
  expect(result.interrupted).toBeGreaterThan(0);
  const [threshold] = step.evidence;
  expect(threshold?.kind === 'threshold' && threshold.samples).toBe(result.total.requests + result.interrupted);
});
