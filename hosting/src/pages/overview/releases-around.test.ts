import { type Deployment, deploymentSpec } from '@proving-ground/shared';
import { aDeployment } from '@proving-ground/shared/testing/a-deployment';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { describe, expect, test } from 'vitest';
import { hasEarlierRelease, waitingPairs } from './releases-around.ts';
import { runningPairs } from './running-pairs.ts';

const named = (name: string) => deploymentSpec.parse({ agent: { serviceName: name } });
const released = (id: string, part: Partial<Deployment> = {}) =>
  aDeployment({
    id,
    status: 'live',
    revisions: { backend: null, agent: { revision: `r-${id}`, url: null, tagUrl: null } },
    ...part,
  });
const services = [aLiveService('agent', { current: { revision: 'r-d3' } })];

describe('an earlier release', () => {
  const has = (...newestFirst: readonly Deployment[]) =>
    runningPairs(services).map((pair) => hasEarlierRelease(pair, newestFirst));

  test('is one that was live with another revision', () => {
    expect(has(released('d3'), released('d2'))).toEqual([true]);
  });

  test('is none where there is only the one that serves, or what never was live', () => {
    expect(has(released('d3'), released('d2', { status: 'failed' }), released('d1', { status: 'held' }))).toEqual([
      false,
    ]);
  });

  test('is none before a deletion', () => {
    const deletion = released('d9', { kind: 'delete', status: 'deleted', pairOf: 'd2' });
    expect(has(released('d3'), deletion, released('d2'))).toEqual([false]);
    expect(has(released('d3'), { ...deletion, status: 'failed' }, released('d2'))).toEqual([true]);
  });

  test('is none of another agent', () => {
    expect(has(released('d3'), released('d2', { spec: named('other-agent') }))).toEqual([false]);
  });

  test('is none of a model server alone', () => {
    const [pair] = runningPairs([aLiveService('backend')]);
    expect(pair && hasEarlierRelease(pair, [released('d2')])).toBe(false);
  });
});

describe('a held pair', () => {
  const held = released('d4', { status: 'held' });
  const waiting = (...newestFirst: readonly Deployment[]) => waitingPairs(newestFirst, services).map(({ id }) => id);

  test('waits, whatever was live before and whatever failed since', () => {
    expect(waiting(released('d5', { status: 'failed' }), held, released('d3'))).toEqual(['d4']);
  });

  test('waits where nothing serves', () => {
    expect(waitingPairs([held], [])).toEqual([held]);
  });

  test('waits through a rollback', () => {
    expect(waiting(released('d5', { kind: 'switch', pairOf: 'd2' }), held)).toEqual(['d4']);
  });

  test('waits no more when it was promoted, even if another pair serves again', () => {
    expect(waiting(released('d5', { kind: 'switch', pairOf: 'd4' }), held)).toEqual([]);
  });

  test('waits no more when it serves', () => {
    expect(waiting({ ...held, revisions: released('d3').revisions })).toEqual([]);
  });

  test.each([
    ['a newer release', released('d5')],
    ['a deletion', released('d5', { kind: 'delete', status: 'deleted', pairOf: 'd3' })],
  ])('waits no more after %s', (_, newer) => {
    expect(waiting(newer, held)).toEqual([]);
  });

  test('waits on after a newer release of another agent', () => {
    expect(waiting(released('d5', { spec: named('other-agent') }), held)).toEqual(['d4']);
  });
});
