import { failureRecord } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { aDeployment } from '../testing/a-deployment.ts';
import { anObservedBuild } from '../testing/an-observed-build.ts';
import { decideBuild, isActiveBuild } from './decide-build.ts';
import { NOTHING_OBSERVED, type Observation } from './observation.ts';

const deployment = aDeployment({ id: 'abc' });
const seeing = (value: ReturnType<typeof anObservedBuild> | null, logTail: string[] = []): Observation => ({
  ...NOTHING_OBSERVED,
  builds: { agent: { value, logTail } },
});
const decided = (wishes: Omit<Parameters<typeof anObservedBuild>[0], 'image'>, logTail?: string[]) =>
  decideBuild('buildAgent', deployment, seeing(anObservedBuild({ image: 'agent', ...wishes }), logTail));

describe('a build', () => {
  test('that nobody started is started, with the tag it is found again by', () => {
    expect(decideBuild('buildAgent', deployment, seeing(null))).toMatchObject({
      kind: 'act',
      effect: { kind: 'createBuild', step: 'buildAgent', image: 'agent', tag: 'pg-abc-agent-1' },
    });
  });

  test('that is found again is adopted instead', () => {
    expect(decided({ status: 'QUEUED' })).toMatchObject({
      kind: 'wait',
      lookAgainInMs: 3_000,
      learned: { builds: { backend: null, agent: { buildId: 'build-agent', status: 'QUEUED', logBucket: 'logs' } } },
    });
  });

  test.each(['STATUS_UNKNOWN', 'PENDING', 'QUEUED', 'WORKING'])('is waited for while it is %s', (status) => {
    expect(isActiveBuild(status)).toBe(true);
    expect(decided({ status }).kind).toBe('wait');
  });

  test('tells what Cloud Build tells, else where it is', () => {
    expect(decided({ status: 'WORKING', statusDetail: 'Pulling layers' })).toMatchObject({ detail: 'Pulling layers' });
    expect(decided({ status: 'WORKING' })).toMatchObject({ detail: 'Building.' });
    expect(decided({ status: 'QUEUED' })).toMatchObject({ detail: 'Waiting for a build machine.' });
  });

  test('that succeeded leaves its image by digest', () => {
    expect(decided({ status: 'SUCCESS' })).toMatchObject({
      kind: 'done',
      detail: 'Built 0123456789ab.',
      learned: { builds: { agent: { imageByDigest: expect.stringContaining('@sha256:0123456789abcdef') } } },
    });
  });

  test('that succeeded without an image has failed', () => {
    expect(decided({ status: 'SUCCESS', imageByDigest: null })).toMatchObject({
      kind: 'fail',
      failure: { reason: 'BUILD_FAILED', message: 'The build of the agent image ended without an image.' },
    });
  });

  test.each([
    ['FAILURE', 'BUILD_FAILED', 'failed-precondition'],
    ['INTERNAL_ERROR', 'BUILD_FAILED', 'failed-precondition'],
    ['EXPIRED', 'BUILD_FAILED', 'failed-precondition'],
    ['TIMEOUT', 'BUILD_TIMED_OUT', 'failed-precondition'],
    ['CANCELLED', 'BUILD_FAILED', 'cancelled'],
  ])('that ended with %s fails with %s and the end of its log', (status, reason, code) => {
    expect(isActiveBuild(status)).toBe(false);
    expect(decided({ status }, ['npm ERR!'])).toMatchObject({
      kind: 'fail',
      failure: { reason, code, retryable: false, logTail: ['npm ERR!'] },
    });
  });

  test('whose failure Cloud Build explains at any length can still be stored', () => {
    const decision = decided({ status: 'FAILURE', failureDetail: 'x'.repeat(10_000) });
    if (decision.kind !== 'fail') throw new Error(decision.kind);
    expect(failureRecord.safeParse(decision.failure).success).toBe(true);
  });
});
