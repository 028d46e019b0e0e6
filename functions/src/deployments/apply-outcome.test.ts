import type { FailureRecord } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { aDeployment, STARTED_AT } from '../testing/a-deployment.ts';
import { SOME_FAILURE } from '../testing/finished.ts';
import { applyFailure, applyOutcome, backOffMs } from './apply-outcome.ts';

const TRANSIENT: FailureRecord = {
  ...SOME_FAILURE,
  code: 'unavailable',
  reason: 'CLOUD_RUN_UNAVAILABLE',
  retryable: true,
};
const inMinutes = (count: number) => new Date(STARTED_AT.getTime() + count * 60_000);
const upload = { kind: 'uploadSource', step: 'source' } as const;

describe('an effect that succeeded', () => {
  test('sets back the count of errors and keeps what it learned', () => {
    const verification = [{ question: 'Q?', answer: 'A.', ttftMs: null, totalMs: 5 }];
    const outcome = { ok: true as const, learned: { verification } };
    const { next, lookAgainInMs } = applyOutcome(
      aDeployment({ transientErrors: 5 }),
      { kind: 'verify', step: 'verify' },
      outcome,
      STARTED_AT,
    );
    expect(next).toMatchObject({ verification, transientErrors: 0, failure: null });
    expect(lookAgainInMs).toBeNull();
  });
});

describe('a passing error', () => {
  test('is tried again after 1, 2, 4 ... seconds, at most half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(backOffMs)).toEqual([1e3, 2e3, 4e3, 8e3, 16e3, 30e3, 30e3, 30e3]);
  });

  test('is told of once and counted', () => {
    const first = applyOutcome(aDeployment(), upload, { ok: false, failure: TRANSIENT }, STARTED_AT);
    expect(first).toMatchObject({ next: { transientErrors: 1, failure: null }, lookAgainInMs: 1_000 });
    expect(first.events).toHaveLength(1);
    const second = applyOutcome(first.next, upload, { ok: false, failure: TRANSIENT }, STARTED_AT);
    expect(second).toMatchObject({ next: { transientErrors: 2 }, events: [], lookAgainInMs: 2_000 });
  });

  test('is no longer passing the ninth time in a row', () => {
    const { next } = applyFailure(aDeployment({ transientErrors: 8 }), 'source', TRANSIENT, STARTED_AT);
    expect(next).toMatchObject({ failure: TRANSIENT, transientErrors: 0, steps: { source: { status: 'failed' } } });
  });

  test('of the verification is tried for five minutes, however often', () => {
    const asking = aDeployment({
      transientErrors: 40,
      steps: { verify: { status: 'running', startedAt: STARTED_AT.toISOString() } },
    });
    expect(applyFailure(asking, 'verify', TRANSIENT, inMinutes(4)).next.failure).toBeNull();
    expect(applyFailure(asking, 'verify', TRANSIENT, inMinutes(5)).next.failure).toEqual(TRANSIENT);
  });
});

describe('an error that stays', () => {
  test('ends the step and the deployment at once', () => {
    const outcome = { ok: false, failure: SOME_FAILURE } as const;
    const { next, events, lookAgainInMs } = applyOutcome(aDeployment(), upload, outcome, inMinutes(1));
    expect(next).toMatchObject({
      failure: SOME_FAILURE,
      steps: { source: { status: 'failed', failure: SOME_FAILURE, endedAt: inMinutes(1).toISOString() } },
    });
    expect(events).toEqual([{ step: 'source', level: 'error', message: SOME_FAILURE.message }]);
    expect(lookAgainInMs).toBe(0);
  });

  test('while winding down changes nothing about how the deployment ends', () => {
    const cancelled = aDeployment({ cancelRequested: true, steps: { buildAgent: { status: 'running' } } });
    const { next } = applyFailure(cancelled, 'buildAgent', { ...SOME_FAILURE, message: 'x'.repeat(3_000) }, STARTED_AT);
    expect(next.failure).toBeNull();
    expect(next.steps.buildAgent).toMatchObject({
      status: 'skipped',
      detail: expect.stringMatching(/^Left as it is: x/),
    });
    expect(next.steps.buildAgent.detail.length).toBeLessThanOrEqual(500);
  });

  test('of a cancel is looked at again: the build may have ended meanwhile', () => {
    const cancelled = aDeployment({ cancelRequested: true, steps: { buildAgent: { status: 'running' } } });
    const effect = { kind: 'cancelBuild', step: 'buildAgent', buildId: 'b' } as const;
    const { next, lookAgainInMs } = applyOutcome(cancelled, effect, { ok: false, failure: SOME_FAILURE }, STARTED_AT);
    expect(next.steps.buildAgent.status).toBe('running');
    expect(lookAgainInMs).toBe(1_000);
  });
});
