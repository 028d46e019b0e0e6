import { randomUUID } from 'node:crypto';
import { SHIPPED_PROFILE } from '@proving-ground/shared';
import type { ApiClient } from './api-client.ts';
import { askThroughApi } from './ask-through-api.ts';
import { endedSearch } from './capacity-searches.ts';
import { deploy, deployPair, endedDeployment } from './deploy-pair.ts';
import { ended, startLoadTest } from './load-tests.ts';

/** The agent of the codelab. */
export const TARGET = { region: 'europe-west1', agentServiceName: 'production-adk-agent' } as const;
const HEALTH = { name: 'health', tasks: [{ kind: 'get' as const, path: '/health' }] };
const SEARCH_TIMEOUT_MS = 120_000;

/** The ids of what the console has pages about. */
export interface ConsoleContent {
  readonly deploymentId: string;
  readonly releaseId: string;
  readonly chatId: string;
  /** The older one first. */
  readonly loadTestIds: readonly [string, string];
  readonly searchId: string;
  /** The search takes a while; everything else is done. */
  readonly searched: Promise<void>;
}

/** Makes one of everything that the console shows, as an owner would from a script. */
export async function makeContent(owner: ApiClient): Promise<ConsoleContent> {
  await deployPair(owner);
  const { version } = await owner.call('saveAgentVersion', {
    agentServiceName: TARGET.agentServiceName,
    latestVersion: 0,
    profile: { ...SHIPPED_PROFILE, persona: `${SHIPPED_PROFILE.persona} You love red pandas.` },
    note: 'Loves red pandas',
  });
  const second = await deploy(owner, 'e2e-second', { scope: 'settings', agent: { version } });
  const chatId = randomUUID();
  const [loadTestIds, releaseId] = await Promise.all([
    loadTests(owner),
    cancelledRelease(owner),
    askThroughApi(owner, 'What do red pandas eat?', chatId),
    settings(owner),
  ]);
  const { searchId } = await owner.call('startCapacitySearch', {
    idempotencyKey: 'e2e-search',
    target: TARGET,
    spec: { scenario: HEALTH, slo: 'errorRate<0.5,p95Ms<2000', startAt: 20, most: 40, stepSeconds: 2, maxSteps: 3 },
  });
  return { deploymentId: second.id, releaseId, chatId, loadTestIds, searchId, searched: searchEnd(owner, searchId) };
}

async function loadTests(owner: ApiClient): Promise<readonly [string, string]> {
  const asked = {
    scenario: 'impatient-visitors' as const,
    load: { model: 'closed' as const, users: 2 },
    durationSeconds: 4,
    slo: 'errorRate<0.5,p95Ms<1',
  };
  const first = await startLoadTest(owner, { idempotencyKey: 'e2e-asked', spec: asked });
  await ended(owner, first);
  const looked = { scenario: HEALTH, load: { model: 'closed' as const, users: 2 }, durationSeconds: 3 };
  const second = await startLoadTest(owner, { idempotencyKey: 'e2e-looked', spec: looked });
  await ended(owner, second);
  await owner.call('setLoadBaseline', { target: TARGET, loadTestId: first });
  return [first, second];
}

/** In two regions, which would take minutes to build. */
async function cancelledRelease(owner: ApiClient): Promise<string> {
  const { releaseId, deployments } = await owner.call('startRelease', {
    idempotencyKey: 'e2e-release',
    regions: ['us-east4', 'europe-west4'],
    spec: { region: 'us-east4' },
  });
  await Promise.all(
    deployments.map(async ({ deploymentId }) => {
      await owner.call('cancelDeployment', { deploymentId });
      await endedDeployment(owner, deploymentId);
    }),
  );
  return releaseId;
}

async function settings(owner: ApiClient): Promise<void> {
  await owner.call('saveLoadSchedule', {
    idempotencyKey: 'e2e-schedule',
    plan: { name: 'Every morning', cron: '0 6 * * *', timeZone: 'Europe/Berlin', target: TARGET, spec: {} },
  });
  await owner.call('setSpendingCap', { dailyGpuCapUsd: 1_000 });
  await owner.call('setAlerts', { settings: { emails: ['owner@example.com'], webhookUrl: 'http://127.0.0.1:9/hook' } });
  await owner.call('testNotification', { idempotencyKey: 'e2e-notification' });
}

async function searchEnd(owner: ApiClient, searchId: string): Promise<void> {
  await endedSearch(owner, searchId, SEARCH_TIMEOUT_MS);
}
