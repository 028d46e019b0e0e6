import {
  type AlertPolicyBody,
  createAlertPolicy,
  deleteAlertPolicy,
  listAlertPolicies,
  updateAlertPolicy,
} from '../gcp/alert-policies.ts';
import {
  createNotificationChannel,
  deleteNotificationChannel,
  listNotificationChannels,
  type NotificationChannelBody,
} from '../gcp/notification-channels.ts';
import { createUptimeCheck, deleteUptimeCheck, listUptimeChecks, type UptimeCheckBody } from '../gcp/uptime-checks.ts';
import { type PairResource, readPairLabels } from './managed-labels.ts';
import { channelKey } from './wanted-channels.ts';

interface Found {
  readonly name: string;
  readonly displayName: string;
  readonly userLabels: Readonly<Record<string, string>>;
}

/** What of ours is in Cloud Monitoring, and how it is changed; everything of others is left out. */
export interface CloudAlerts {
  channels(): Promise<readonly { readonly name: string; readonly key: string }[]>;
  createChannel(body: NotificationChannelBody): Promise<string>;
  deleteChannel(name: string): Promise<void>;
  checks(): Promise<readonly FoundOfPair[]>;
  createCheck(body: UptimeCheckBody): Promise<string>;
  deleteCheck(name: string): Promise<void>;
  policies(): Promise<readonly FoundOfPair[]>;
  createPolicy(body: AlertPolicyBody): Promise<string>;
  updatePolicy(name: string, body: AlertPolicyBody): Promise<void>;
  deletePolicy(name: string): Promise<void>;
}

/** One resource that watches a pair. */
export interface FoundOfPair extends PairResource {
  readonly name: string;
  readonly displayName: string;
}

/** Cloud Monitoring of the project. Every call throws a Failure for what it refuses. */
export function createCloudAlerts(projectId: string): CloudAlerts {
  return {
    channels: async () =>
      (await listNotificationChannels(projectId)).flatMap(({ name, userLabels }) => {
        const key = channelKey(userLabels);
        return key === null ? [] : [{ name, key }];
      }),
    createChannel: (body) => createNotificationChannel(projectId, body),
    deleteChannel: deleteNotificationChannel,
    checks: async () => (await listUptimeChecks(projectId)).flatMap(ofPair),
    createCheck: (body) => createUptimeCheck(projectId, body),
    deleteCheck: deleteUptimeCheck,
    policies: async () => (await listAlertPolicies(projectId)).flatMap(ofPair),
    createPolicy: (body) => createAlertPolicy(projectId, body),
    updatePolicy: updateAlertPolicy,
    deletePolicy: deleteAlertPolicy,
  };
}

function ofPair({ name, displayName, userLabels }: Found): readonly FoundOfPair[] {
  const resource = readPairLabels(userLabels);
  return resource ? [{ ...resource, name, displayName }] : [];
}
