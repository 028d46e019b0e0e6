import type { Deployment, LiveService } from '@proving-ground/shared';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { expect, test } from 'vitest';
import { aDeployment } from '../testing/a-deployment.ts';
import { watchedPairs } from './watched-pair.ts';

const SPEC = { agent: { serviceName: 'zoo-agent', isPublic: true }, backend: { serviceName: 'ollama' } };

const service = (kind: LiveService['kind'], name: string, part: Parameters<typeof aLiveService>[1] = {}) =>
  aLiveService(kind, { name, ...part });
const pairs = (services: readonly LiveService[], ...deployments: readonly Deployment[]) =>
  watchedPairs(services, new Map(deployments.map((one) => [one.id, one])), { 'nvidia-rtx-pro-6000': 3 });
const LIVE = aDeployment({ id: 'd1', spec: SPEC, status: 'live' });

test('a live agent is watched with the model server of its release', () => {
  expect(pairs([service('backend', 'ollama'), service('agent', 'zoo-agent')], LIVE)).toEqual([
    {
      region: 'europe-west1',
      agent: 'zoo-agent',
      agentUrl: 'https://production-adk-agent.example.com',
      isPublic: true,
      backend: 'ollama',
      backendUsdPerHour: expect.closeTo(1.31, 2),
      deploymentId: 'd1',
      liveSince: '2026-03-01T10:05:00.000Z',
    },
  ]);
});

test('its model server costs what an owner says, where no list has the price of its GPU', () => {
  const unlisted = service('backend', 'ollama', { current: { costUsdPerHour: null, gpuType: 'nvidia-rtx-pro-6000' } });
  const [pair] = pairs([unlisted, service('agent', 'zoo-agent')], LIVE);
  expect(pair?.backendUsdPerHour).toBeCloseTo(3.63, 2);
});

test.each([
  ['has never served', service('agent', 'zoo-agent', { current: null })],
  ['is being deleted', service('agent', 'zoo-agent', { activeDeploymentId: 'd2' })],
])('one that %s is not', (_what, agent) => {
  expect(pairs([agent], LIVE, aDeployment({ id: 'd2', kind: 'delete' }))).toEqual([]);
});

test('one on which another deployment is at work is watched on', () => {
  const agent = service('agent', 'zoo-agent', { activeDeploymentId: 'd2' });
  expect(pairs([agent], LIVE, aDeployment({ id: 'd2' }))).toHaveLength(1);
});

test('one whose release is not on record is not: nobody knows its model server', () => {
  expect(pairs([service('agent', 'zoo-agent')])).toEqual([]);
});
