import type { AlertSettings } from '@proving-ground/shared';
import type { AlertRules } from './alert-rules.ts';
import type { CloudAlerts } from './cloud-alerts.ts';
import { pairKey, readPairLabels } from './managed-labels.ts';
import { type Keyed, planManaged } from './plan-managed.ts';
import { channelKey, wantedChannels } from './wanted-channels.ts';
import { wantedCheck } from './wanted-checks.ts';
import { wantedPolicies } from './wanted-policies.ts';
import type { WatchedPair } from './watched-pair.ts';

/** What is there once everything is as it should be. */
export interface Reconciled {
  readonly policyCount: number;
  readonly uptimeCheckCount: number;
}

/**
 * Makes Cloud Monitoring watch exactly the live pairs, by the settings that hold. It looks first and changes only what
 * differs, so it may be called at any time and be killed anywhere. What is needed is made before what needs it, and
 * taken away after.
 *
 * @throws Failure of the first call that was refused
 */
export async function reconcileAlerts(input: {
  readonly pairs: readonly WatchedPair[];
  readonly settings: AlertSettings;
  /** Null before there was a webhook. */
  readonly webhookSecret: string | null;
  readonly rules: AlertRules;
  readonly projectId: string;
  readonly consoleUrl: string;
  readonly cloud: CloudAlerts;
}): Promise<Reconciled> {
  const { settings, webhookSecret, rules, projectId, consoleUrl, cloud } = input;
  const pairs = settings.enabled ? input.pairs : [];

  const channelPlan = planManaged(
    wantedChannels(settings, webhookSecret).map((body) => ({
      body,
      key: channelKey(body.userLabels) ?? '',
      content: '',
    })),
    (await cloud.channels()).map((found) => ({ ...found, content: '' })),
  );
  const channels = channelPlan.keep.map(({ found }) => found.name);
  // One after the other, here and below: Cloud Monitoring asks for changes in single file.
  for (const { body } of channelPlan.create) channels.push(await cloud.createChannel(body));

  const wantedChecks = pairs.flatMap((pair) => wantedCheck(pair, projectId) ?? []).flatMap(keyed);
  const checkPlan = planManaged(wantedChecks, await cloud.checks());
  const checkIds = new Map(checkPlan.keep.map(({ found }) => [found.key, idOf(found.name)]));
  // A check cannot be pointed at another host: a new one takes the place of the old one.
  for (const { key, body } of [...checkPlan.create, ...checkPlan.update.map(({ wanted }) => wanted)]) {
    checkIds.set(key, idOf(await cloud.createCheck(body)));
  }

  const policies = pairs.flatMap((pair) => {
    const uptimeCheckId = checkIds.get(pairKey({ kind: 'uptime', region: pair.region, service: pair.agent })) ?? null;
    return wantedPolicies({ pair, rules, channels: channels.toSorted(), uptimeCheckId, consoleUrl });
  });
  const policyPlan = planManaged(policies.flatMap(keyed), await cloud.policies());
  for (const { body } of policyPlan.create) await cloud.createPolicy(body);
  for (const { found, wanted } of policyPlan.update) await cloud.updatePolicy(found.name, wanted.body);

  for (const { name } of policyPlan.remove) await cloud.deletePolicy(name);
  for (const { name } of [...checkPlan.update.map(({ found }) => found), ...checkPlan.remove]) {
    await cloud.deleteCheck(name);
  }
  for (const { name } of channelPlan.remove) await cloud.deleteChannel(name);
  return { policyCount: policies.length, uptimeCheckCount: wantedChecks.length };
}

/** By the labels that it will be found by. */
function keyed<B extends { readonly userLabels: Readonly<Record<string, string>> }>(
  body: B,
): readonly (Keyed & { readonly body: B })[] {
  const resource = readPairLabels(body.userLabels);
  return resource ? [{ key: resource.key, content: resource.content, body }] : [];
}

function idOf(name: string): string {
  return name.split('/').at(-1) ?? '';
}
