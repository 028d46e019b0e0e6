import { type AlertSettings, alertSettings } from '@proving-ground/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aWatchedPair } from '../testing/a-watched-pair.ts';
import { createMemoryCloudAlerts, type MemoryCloudAlerts } from '../testing/memory-cloud-alerts.ts';
import { alertRules } from './alert-rules.ts';
import { reconcileAlerts } from './reconcile-alerts.ts';
import type { WatchedPair } from './watched-pair.ts';

const SECRET = 's'.repeat(64);

function reconcile(
  cloud: MemoryCloudAlerts,
  pairs: readonly WatchedPair[],
  settings: Partial<AlertSettings> = {},
  webhookSecret: string | null = SECRET,
) {
  const all = alertSettings.parse(settings);
  const consoleUrl = 'https://console.example.com';
  const rules = alertRules(all, null);
  return reconcileAlerts({ pairs, settings: all, webhookSecret, rules, projectId: 'p', consoleUrl, cloud });
}

const kinds = (cloud: MemoryCloudAlerts) =>
  cloud
    .policyBodies()
    .map(({ userLabels }) => `${userLabels['service']} ${userLabels['kind']}`)
    .toSorted();

describe('with a release', () => {
  test('its alerts are made, and a second look changes nothing', async () => {
    const cloud = createMemoryCloudAlerts();
    expect(await reconcile(cloud, [aWatchedPair()])).toEqual({ policyCount: 3, uptimeCheckCount: 0 });
    expect(kinds(cloud)).toEqual(['zoo-agent error-rate', 'zoo-agent latency', 'zoo-agent waiting']);
    const changes = cloud.changes.length;
    await reconcile(cloud, [aWatchedPair()]);
    expect(cloud.changes).toHaveLength(changes);
  });

  test('of an agent that has them already, they are brought up to it, not made anew', async () => {
    const cloud = createMemoryCloudAlerts();
    await reconcile(cloud, [aWatchedPair()]);
    const names = cloud.names();
    await reconcile(cloud, [aWatchedPair({ deploymentId: 'd2' })]);
    expect(cloud.names()).toEqual(names);
    expect(cloud.policyBodies().map(({ userLabels }) => userLabels['deployment-id'])).toEqual(['d2', 'd2', 'd2']);
  });

  test('that opens the agent to everybody, an uptime check and its alert come, and go when it is closed', async () => {
    const cloud = createMemoryCloudAlerts();
    await reconcile(cloud, [aWatchedPair({ isPublic: true })]);
    const [check] = await cloud.checks();
    const unreachable = cloud.policyBodies().find(({ userLabels }) => userLabels['kind'] === 'unreachable');
    expect(unreachable?.conditions[0]?.conditionThreshold.filter).toContain(
      `check_id="${check?.name.split('/').at(-1)}"`,
    );
    await reconcile(cloud, [aWatchedPair()]);
    expect(await cloud.checks()).toEqual([]);
    expect(kinds(cloud)).not.toContain('zoo-agent unreachable');
  });

  test('to another address, a new uptime check takes the place of the old one, and the alert follows', async () => {
    const cloud = createMemoryCloudAlerts();
    await reconcile(cloud, [aWatchedPair({ isPublic: true })]);
    await reconcile(cloud, [aWatchedPair({ isPublic: true, agentUrl: 'https://other.example.com' })]);
    const checks = await cloud.checks();
    expect(checks).toHaveLength(1);
    const filters = JSON.stringify(cloud.policyBodies());
    expect(filters).toContain(checks[0]?.name.split('/').at(-1));
  });
});

describe('settings', () => {
  test('changed, they reach the policies', async () => {
    const cloud = createMemoryCloudAlerts();
    await reconcile(cloud, [aWatchedPair()]);
    await reconcile(cloud, [aWatchedPair()], { p95Seconds: 2, errorRate: 0.2, dailyUsd: 20 });
    const thresholds = cloud
      .policyBodies()
      .flatMap(({ conditions }) => conditions.map(({ conditionThreshold }) => conditionThreshold.thresholdValue));
    expect(thresholds).toEqual([0.2, 0.2, 2_000, 0, 4, 20 / (1.31 * 24)]);
  });

  test('addresses become channels, which every policy tells; one that is taken away goes, the others stay', async () => {
    const cloud = createMemoryCloudAlerts();
    const emails = ['one@example.com', 'two@example.com'];
    await reconcile(cloud, [aWatchedPair()], { emails, webhookUrl: 'https://hook.example.com/x' });
    const before = (await cloud.channels()).map(({ name }) => name).toSorted();
    expect(before).toHaveLength(3);
    for (const { notificationChannels } of cloud.policyBodies()) expect(notificationChannels).toEqual(before);
    await reconcile(cloud, [aWatchedPair()], { emails: ['one@example.com'] });
    const after = (await cloud.channels()).map(({ name }) => name);
    expect(after).toHaveLength(1);
    expect(before).toContain(after[0]);
    for (const { notificationChannels } of cloud.policyBodies()) expect(notificationChannels).toEqual(after);
  });

  test('another secret is another login for the webhook; e-mail stays as it is', async () => {
    const cloud = createMemoryCloudAlerts();
    const settings = { emails: ['one@example.com'], webhookUrl: 'https://hook.example.com/x' };
    await reconcile(cloud, [aWatchedPair()], settings);
    const before = (await cloud.channels()).map(({ name }) => name);
    await reconcile(cloud, [aWatchedPair()], settings, 't'.repeat(64));
    const after = (await cloud.channels()).map(({ name }) => name);
    expect(after).toHaveLength(2);
    expect(after.filter((name) => before.includes(name))).toHaveLength(1);
    for (const { notificationChannels } of cloud.policyBodies()) expect(notificationChannels).toEqual(after.toSorted());
  });

  test('off, nothing of ours stays', async () => {
    const cloud = createMemoryCloudAlerts();
    const emails = ['one@example.com'];
    await reconcile(cloud, [aWatchedPair({ isPublic: true })], { emails });
    await reconcile(cloud, [aWatchedPair({ isPublic: true })], { emails, enabled: false });
    expect(cloud.names()).toEqual([]);
  });
});

test('what watches a pair that is gone goes; what watches another stays', async () => {
  const cloud = createMemoryCloudAlerts();
  await reconcile(cloud, [aWatchedPair(), aWatchedPair({ agent: 'other' })]);
  await reconcile(cloud, [aWatchedPair({ agent: 'other' })]);
  expect(kinds(cloud)).toEqual(['other error-rate', 'other latency', 'other waiting']);
});

test('wherever it dies on the way from anything to anything, the next run gets there', async () => {
  const pair = fc.record({
    agent: fc.constantFrom('a', 'b'),
    isPublic: fc.boolean(),
    deploymentId: fc.constantFrom('d1', 'd2'),
    agentUrl: fc.constantFrom('https://one.example.com', 'https://two.example.com'),
  });
  const world = fc.record({
    pairs: fc.uniqueArray(pair.map(aWatchedPair), { selector: ({ agent }) => agent }),
    emails: fc.uniqueArray(fc.constantFrom('one@example.com', 'two@example.com')),
    enabled: fc.boolean(),
  });
  const death = fc.record({ change: fc.nat({ max: 20 }), when: fc.constantFrom('before', 'after') });
  await fc.assert(
    fc.asyncProperty(world, world, death, async (first, second, { change, when }) => {
      const cloud = createMemoryCloudAlerts();
      const { pairs, ...settings } = second;
      await reconcile(cloud, first.pairs, { emails: first.emails, enabled: first.enabled });
      cloud.dieAt(change, when);
      await reconcile(cloud, pairs, settings).catch(() => undefined);
      cloud.dieAt(-1, 'before');
      await reconcile(cloud, pairs, settings);

      const fresh = createMemoryCloudAlerts();
      await reconcile(fresh, pairs, settings);
      const contents = async (one: MemoryCloudAlerts) => ({
        channels: (await one.channels()).map(({ key }) => key).toSorted(),
        checks: (await one.checks()).map(({ key, content }) => `${key} ${content}`).toSorted(),
        // Names of channels and checks differ from cloud to cloud, and with them the contents.
        policies: (await one.policies()).map(({ key }) => key).toSorted(),
      });
      expect(await contents(cloud)).toEqual(await contents(fresh));
      const changes = cloud.changes.length;
      await reconcile(cloud, pairs, settings);
      expect(cloud.changes).toHaveLength(changes);
    }),
  );
});
