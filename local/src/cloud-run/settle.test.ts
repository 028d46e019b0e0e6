import { expect, test } from 'vitest';
import { type Fresh, firstRecord, nextRecord } from './next-record.ts';
import type { RevisionFailure, ServiceRecord } from './service-record.ts';
import { settle } from './settle.ts';
import { BY_REVISION, LATEST, type ServiceSpec } from './wire.ts';

const AT = '2026-11-24T10:00:00.000Z';
const FRESH: Fresh = { at: AT, uuid: () => 'uuid', suffix: () => 'abc' };
const NAME = 'projects/p/locations/europe-west1/services/zoo';
const LATEST_ONLY = [{ type: LATEST, percent: 100 }];
const FAILURE: RevisionFailure = { message: 'it exited', revisionReason: 'HEALTH_CHECK_CONTAINER_ERROR' };

const aSpec = (image: string, traffic: ServiceSpec['traffic'] = LATEST_ONLY): ServiceSpec => ({
  template: { containers: [{ image }] },
  traffic,
});

function ended(record: ServiceRecord, failure: RevisionFailure | null = null): ServiceRecord {
  return {
    ...record,
    revisions: record.revisions.map((revision) =>
      revision.state === 'deploying' ? { ...revision, state: failure ? 'failed' : 'ready', failure } : revision,
    ),
  };
}

const aServing = () => settle(ended(firstRecord(NAME, aSpec('one'), FRESH)), 1, AT);

test('the first ready revision takes the traffic', () => {
  expect(aServing()).toMatchObject({
    reconciling: false,
    generation: 1,
    observedGeneration: 1,
    latestReadyRevision: 'zoo-00001-abc',
    served: [{ revision: 'zoo-00001-abc', percent: 100 }],
    terminalCondition: { state: 'CONDITION_SUCCEEDED' },
  });
});

test('a failed revision leaves traffic and latest ready as they were', () => {
  const record = settle(ended(nextRecord(aServing(), aSpec('two'), FRESH), FAILURE), 2, AT);
  expect(record).toMatchObject({
    generation: 2,
    observedGeneration: 1,
    latestCreatedRevision: 'zoo-00002-abc',
    latestReadyRevision: 'zoo-00001-abc',
    served: [{ revision: 'zoo-00001-abc', percent: 100 }],
    terminalCondition: {
      state: 'CONDITION_FAILED',
      revisionReason: 'HEALTH_CHECK_CONTAINER_ERROR',
      message: 'it exited',
    },
    conditions: [
      { type: 'RoutesReady', state: 'CONDITION_SUCCEEDED' },
      { type: 'ConfigurationsReady', state: 'CONDITION_FAILED' },
    ],
  });
});

test('traffic to a revision that failed is not moved', () => {
  const failed = settle(ended(nextRecord(aServing(), aSpec('two'), FRESH), FAILURE), 2, AT);
  const traffic = [{ type: BY_REVISION, revision: 'zoo-00002-abc', percent: 100 }];
  const record = settle(nextRecord(failed, aSpec('two', traffic), FRESH), 3, AT);
  expect(record.served).toEqual(failed.served);
  expect(record.conditions[0]).toMatchObject({ type: 'RoutesReady', state: 'CONDITION_FAILED' });
});

test('traffic may go to an older revision while the newest has failed', () => {
  const failed = settle(ended(nextRecord(aServing(), aSpec('two'), FRESH), FAILURE), 2, AT);
  const traffic = [{ type: BY_REVISION, revision: 'zoo-00001-abc', percent: 100, tag: 'safe' }];
  expect(settle(nextRecord(failed, aSpec('two', traffic), FRESH), 3, AT).served).toEqual(traffic);
});

test('a roll-out that a newer change overtook leaves the verdict to that one', () => {
  const newer = nextRecord(nextRecord(aServing(), aSpec('two'), FRESH), aSpec('three'), FRESH);
  expect(settle(newer, 2, AT)).toMatchObject({
    reconciling: true,
    terminalCondition: { state: 'CONDITION_RECONCILING' },
  });
});

test('the same template makes no revision, another one does', () => {
  const record = aServing();
  expect(nextRecord(record, { ...aSpec('one'), labels: { a: 'b' } }, FRESH).revisions).toHaveLength(1);
  expect(nextRecord(record, aSpec('two'), FRESH).latestCreatedRevision).toBe('zoo-00002-abc');
});
