import { loadSpec } from '../load/load-spec.ts';
import type { LoadHeadline, LoadTest } from '../load/load-test.ts';
import { type LoadTestTarget, loadTestTargetOf } from '../load/load-test-target.ts';
import { aLiveService } from './a-live-service.ts';

/** The agent of the default spec with its model server, as a load test finds them. */
export function aLoadTestTarget(part: Partial<LoadTestTarget> = {}): LoadTestTarget {
  const target = loadTestTargetOf(aLiveService('agent'), aLiveService('backend'));
  if (!target) throw new Error('The service of the builder is not live.');
  return { ...target, ...part };
}

/** What the list shows of a minute with twenty users. */
export function aLoadHeadline(part: Partial<LoadHeadline> = {}): LoadHeadline {
  return {
    requests: 412,
    failures: 0,
    errorRate: 0,
    requestsPerSecond: 6.87,
    p50Ms: 640,
    p95Ms: 1_480,
    p99Ms: 1_910,
    ttftP95Ms: null,
    peakUsers: 20,
    elapsedSeconds: 60,
    coverage: { planned: 1, complete: 1 },
    verdict: null,
    costUsd: { low: 0.025, high: 0.025 },
    ...part,
  };
}

/** The codelab's load test that has just ended, changed where the test needs it. */
export function aLoadTest(part: Partial<LoadTest> = {}): LoadTest {
  return {
    id: 'l1',
    note: '',
    spec: loadSpec.parse({}),
    specHash: 'hash',
    shardCount: 1,
    target: aLoadTestTarget(),
    requestedBy: { uid: 'u1', email: 'operator@example.com' },
    scheduleId: null,
    partOf: null,
    createdAt: '2026-03-01T10:00:00.000Z',
    readyBy: '2026-03-01T10:01:00.000Z',
    startAt: '2026-03-01T10:00:05.000Z',
    endedAt: '2026-03-01T10:01:05.000Z',
    status: 'finished',
    stopRequested: false,
    epoch: 1,
    leaseUntil: null,
    headline: aLoadHeadline(),
    revisionAtEnd: null,
    failure: null,
    ...part,
  };
}
