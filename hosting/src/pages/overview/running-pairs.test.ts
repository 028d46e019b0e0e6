import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { expect, test } from 'vitest';
import { activeDeploymentIds, runningPairs } from './running-pairs.ts';

test('a model server and its agent are one pair, the newest pair first', () => {
  const older = { deploymentId: 'old', since: '2026-03-01T09:00:00.000Z' };
  const newer = { deploymentId: 'new', since: '2026-03-02T09:00:00.000Z' };
  const pairs = runningPairs([
    aLiveService('backend', { name: 'b1', current: older }),
    aLiveService('agent', { name: 'a2', current: newer }),
    aLiveService('agent', { name: 'a1', current: older }),
    aLiveService('backend', { name: 'b2', current: newer }),
  ]);
  expect(pairs.map(({ deploymentId, agent, backend }) => [deploymentId, agent?.name, backend?.name])).toEqual([
    ['new', 'a2', 'b2'],
    ['old', 'a1', 'b1'],
  ]);
});

test('half a pair is shown too', () => {
  const [pair] = runningPairs([aLiveService('backend')]);
  expect([pair?.backend?.kind, pair?.agent]).toEqual(['backend', null]);
});

test('a service that has never served is no pair', () => {
  expect(runningPairs([aLiveService('agent', { current: null, activeDeploymentId: 'd2' })])).toEqual([]);
});

test('a deployment at work on both services counts once', () => {
  const services = [
    aLiveService('backend', { activeDeploymentId: 'd2' }),
    aLiveService('agent', { activeDeploymentId: 'd2' }),
    aLiveService('agent', { name: 'other' }),
  ];
  expect(activeDeploymentIds(services)).toEqual(['d2']);
});
