import { failureRecord } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import type { ObservedService } from '../gcp/cloud-run.ts';
import { aDeployment } from '../testing/a-deployment.ts';
import { anObservedService } from '../testing/an-observed-service.ts';
import { decideService } from './decide-service.ts';
import { NOTHING_OBSERVED } from './observation.ts';

const deployment = aDeployment({ id: 'abcdefghij' });
const WANTED = 'production-adk-agent-abcdefgh';
const decided = (wishes: Partial<ObservedService> = {}) =>
  decideService('agent', 'deployAgent', deployment, {
    ...NOTHING_OBSERVED,
    services: { agent: { value: anObservedService(WANTED, wishes), logTail: ['last words'] } },
  });
const absent = {
  exists: false,
  managedByUs: false,
  etag: '',
  templateRevision: null,
  state: '',
  url: null,
  traffic: [],
};
const TAG_URL = 'https://rabcdefgh---service.example.test';
const BEFORE = { revision: 'production-adk-agent-before', percent: 100, tag: null, url: null };
const TAGGED = { revision: WANTED, percent: 0, tag: 'rabcdefgh', url: TAG_URL };

describe('a service', () => {
  test('that is not there is created', () => {
    expect(decided(absent)).toMatchObject({
      kind: 'act',
      effect: {
        kind: 'applyService',
        image: 'agent',
        etag: '',
        // Nobody is served yet whom it could harm.
        traffic: [
          { revision: WANTED, percent: 100, tag: null },
          { revision: WANTED, percent: 0, tag: 'rabcdefgh' },
        ],
      },
    });
  });

  test('that runs another revision is changed, as long as nobody else changed it meanwhile', () => {
    expect(decided({ templateRevision: 'production-adk-agent-before', traffic: [BEFORE] })).toMatchObject({
      kind: 'act',
      detail: `Deploying revision ${WANTED}.`,
      effect: {
        kind: 'applyService',
        step: 'deployAgent',
        image: 'agent',
        etag: '"etag-1"',
        traffic: [
          { revision: 'production-adk-agent-before', percent: 100, tag: null },
          { revision: WANTED, percent: 0, tag: 'rabcdefgh' },
        ],
      },
    });
  });

  test('that somebody else made is never touched', () => {
    expect(decided({ managedByUs: false, templateRevision: 'foreign' })).toMatchObject({
      kind: 'fail',
      failure: {
        reason: 'SERVICE_NAME_TAKEN',
        code: 'already-exists',
        message: expect.stringContaining('production-adk-agent'),
      },
    });
  });

  test('that already has the revision is not asked for it again', () => {
    expect(decided({ reconciling: true, state: 'CONDITION_RECONCILING' })).toMatchObject({
      kind: 'wait',
      detail: `Revision ${WANTED} is starting.`,
      lookAgainInMs: 1_000,
    });
  });

  test.each([
    ['the state is not settled yet', { state: 'CONDITION_PENDING' }],
    ['an older revision is the ready one', { latestReadyRevision: 'production-adk-agent-before' }],
    ['there is no URL yet', { url: null }],
    ['its tag leads nowhere yet', { traffic: [BEFORE] }],
  ])('is waited for while %s', (_what, wishes) => {
    expect(decided({ traffic: [BEFORE, TAGGED], ...wishes }).kind).toBe('wait');
  });

  test('that is ready leaves its revision and both URLs', () => {
    expect(decided({ traffic: [BEFORE, TAGGED] })).toMatchObject({
      kind: 'done',
      learned: {
        revisions: {
          backend: null,
          agent: { revision: WANTED, url: 'https://service.example.test', tagUrl: TAG_URL },
        },
      },
    });
  });

  test('that failed says why, with the last lines of the container', () => {
    expect(decided({ state: 'CONDITION_FAILED', message: 'Quota exceeded for NvidiaL4GpuAlloc.' })).toMatchObject({
      kind: 'fail',
      failure: {
        reason: 'REVISION_NOT_READY',
        message: expect.stringContaining('Quota exceeded for NvidiaL4GpuAlloc.'),
        logTail: ['last words'],
      },
    });
  });

  test('whose failure is explained at any length can still be stored', () => {
    const decision = decided({ state: 'CONDITION_FAILED', message: 'x'.repeat(10_000) });
    if (decision.kind !== 'fail') throw new Error(decision.kind);
    expect(failureRecord.safeParse(decision.failure).success).toBe(true);
  });

  test('that was not read is read first', () => {
    expect(decideService('agent', 'deployAgent', deployment, NOTHING_OBSERVED).kind).toBe('wait');
  });
});
