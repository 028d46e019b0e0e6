import { alertSettings, Failure } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { aWatchedPair } from '../testing/a-watched-pair.ts';
import { SOME_FAILURE } from '../testing/finished.ts';
import { createMemoryCloudAlerts } from '../testing/memory-cloud-alerts.ts';
import { alertRules } from './alert-rules.ts';
import { alertsOfPair, deleteAlertsOfPair } from './alerts-of-pair.ts';
import { reconcileAlerts } from './reconcile-alerts.ts';

const PAIR = { projectId: 'p', region: 'europe-west1', agent: 'zoo-agent' };

async function watchedCloud() {
  const cloud = createMemoryCloudAlerts();
  const settings = alertSettings.parse({});
  const pairs = [aWatchedPair({ isPublic: true }), aWatchedPair({ agent: 'other' })];
  const rules = alertRules(settings, null);
  await reconcileAlerts({
    pairs,
    settings,
    webhookSecret: null,
    rules,
    projectId: 'p',
    consoleUrl: 'https://c.example.com',
    cloud,
  });
  return cloud;
}

test('policies and the uptime check of a pair are named, and go together; those of others stay', async () => {
  const cloud = await watchedCloud();
  expect(await alertsOfPair(PAIR, cloud)).toHaveLength(5);
  await deleteAlertsOfPair(PAIR, cloud);
  expect(await alertsOfPair(PAIR, cloud)).toEqual([]);
  expect(await alertsOfPair({ ...PAIR, agent: 'other' }, cloud)).toHaveLength(3);
});

test('where we may not look, there is nothing of ours; other trouble is trouble', async () => {
  const cloud = await watchedCloud();
  const refusing = (code: 'permission-denied' | 'unavailable') => ({
    ...cloud,
    policies: () => Promise.reject(new Failure({ ...SOME_FAILURE, code })),
    checks: () => Promise.reject(new Failure({ ...SOME_FAILURE, code })),
  });
  expect(await alertsOfPair(PAIR, refusing('permission-denied'))).toEqual([]);
  await expect(alertsOfPair(PAIR, refusing('unavailable'))).rejects.toThrow();
});
