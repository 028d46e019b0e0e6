import { type CapacitySearch, type CapacityStep, capacitySpec, loadTestTargetOf } from '@proving-ground/shared';
import { aLiveAgent } from './a-live-service.ts';

export function aCapacityStep(part: Partial<CapacityStep> = {}): CapacityStep {
  const value = part.value ?? 4;
  const about = { value: 400, low: 350, high: 480 };
  return {
    kind: 'measure',
    value,
    attempt: 1,
    durationSeconds: 30,
    loadTestId: `step${value}`,
    status: 'judged',
    startedAt: '2026-03-01T10:00:00.000Z',
    endedAt: '2026-03-01T10:00:40.000Z',
    judgement: 'meets',
    evidence: [{ kind: 'threshold', text: 'p95Ms<2000', observed: 400, beyond: 1, samples: 120, allowedShare: 0.05 }],
    figures: {
      ...{ requests: 150, answers: 120, answersPerSecond: 4, errorRate: 0, dropped: 0, avgMs: 250, meanInFlight: 1 },
      ...{ p50Ms: about, p95Ms: about, ttftP95Ms: null },
    },
    failure: null,
    ...part,
  };
}

/** A search that has found four requests a second, changed where the test needs it. */
export function aCapacitySearch(part: Partial<CapacitySearch> = {}): CapacitySearch {
  const target = loadTestTargetOf(aLiveAgent(), null);
  if (!target) throw new Error('The service of the builder is not live.');
  return {
    id: 's1',
    spec: capacitySpec.parse({ slo: 'p95Ms<2000' }),
    specHash: 'hash',
    target,
    requestedBy: { uid: 'u1', email: 'operator@example.com' },
    createdAt: '2026-03-01T10:00:00.000Z',
    endBy: '2026-03-01T12:00:00.000Z',
    endedAt: '2026-03-01T10:10:00.000Z',
    status: 'finished',
    stopRequested: false,
    steps: [aCapacityStep(), aCapacityStep({ value: 4.4, judgement: 'misses' })],
    bounds: { meets: 4, misses: 4.4 },
    result: {
      ...{ end: 'precise', value: 4, isCertain: true, answersPerSecond: 4 },
      costUsdPer1000Answers: { low: 0.1, high: 0.3 },
    },
    failure: null,
    epoch: 1,
    leaseUntil: null,
    nextLookAt: '2026-03-01T10:10:00.000Z',
    newsWaiting: false,
    ...part,
  };
}
