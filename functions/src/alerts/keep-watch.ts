import {
  type AlertSettings,
  DEFAULT_ALERT_SETTINGS,
  type Deployment,
  Failure,
  type FailureRecord,
  type LiveService,
} from '@proving-ground/shared';
import type { Authorize } from '../agent/ask-agent.ts';
import { tellOfHealth } from '../health/tell-of-health.ts';
import type { QueueWebhook } from '../notifications/notify.ts';
import { queueForgotten } from '../notifications/queue-forgotten.ts';
import { tellOfDeployments } from '../notifications/tell-of-deployments.ts';
import { internalFailure } from '../platform/internal-failure.ts';
import type { Log } from '../platform/log.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { EndedDeployments } from '../store/ended-deployments.ts';
import type { HealthStore } from '../store/health-store.ts';
import type { IncidentStore } from '../store/incident-store.ts';
import type { NotificationStore } from '../store/notification-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import { alertRules } from './alert-rules.ts';
import type { CloudAlerts } from './cloud-alerts.ts';
import type { MonitoringSight } from './monitoring-sight.ts';
import { type Reconciled, reconcileAlerts } from './reconcile-alerts.ts';
import { takeOverIncidents } from './take-over-incidents.ts';
import { type WatchedPair, watchedPairs } from './watched-pair.ts';

export interface WatchDependencies {
  readonly projectId: string;
  readonly consoleUrl: string;
  readonly settings: Pick<SettingsStore, 'alerts' | 'spending' | 'prices' | 'webhookSecret'>;
  readonly deployments: Pick<DeploymentStore, 'services' | 'get'>;
  readonly ended: EndedDeployments;
  readonly cloud: CloudAlerts;
  readonly sight: MonitoringSight;
  readonly incidents: IncidentStore;
  readonly health: HealthStore;
  readonly notifications: NotificationStore;
  readonly queueWebhook: QueueWebhook;
  readonly authorize: Authorize;
  readonly now: () => Date;
  readonly log: Log;
}

/**
 * Every minute: brings Cloud Monitoring into line with what is live, takes over its alerts, looks at the agents' health
 * and tells people what happened. Each part is on its own: one that fails keeps no other from its work.
 */
export async function keepWatch(deps: WatchDependencies): Promise<void> {
  const settings: AlertSettings = (await deps.settings.alerts()) ?? DEFAULT_ALERT_SETTINGS;
  const services = await deps.deployments.services();
  const pairs = watchedPairs(services, await deploymentsOf(services, deps), await deps.settings.prices());
  const now = deps.now();
  const telling = { ...deps, settings, now };

  await attempt('status', deps, () => keepInLine(pairs, settings, deps));
  await attempt('incidents', deps, () => takeOverIncidents({ ...deps, now }));
  await attempt('health', deps, () => tellOfHealth(pairs, telling));
  await attempt('deployments', deps, () => tellOfDeployments(telling));
  await attempt('notifications', deps, () => queueForgotten({ ...deps, now }));
}

/** The releases that serve, and what is at work on them. */
async function deploymentsOf(
  services: readonly LiveService[],
  { deployments }: WatchDependencies,
): Promise<ReadonlyMap<string, Deployment>> {
  const ids = services.flatMap(({ current, activeDeploymentId }) => [
    ...(current ? [current.deploymentId] : []),
    ...(activeDeploymentId ? [activeDeploymentId] : []),
  ]);
  const found = await Promise.all([...new Set(ids)].map((id) => deployments.get(id)));
  return new Map(found.flatMap((deployment) => (deployment ? [[deployment.id, deployment]] : [])));
}

/** Has Cloud Monitoring watch what is live, and puts on record what it watches and what stands in the way. */
async function keepInLine(
  pairs: readonly WatchedPair[],
  settings: AlertSettings,
  deps: WatchDependencies,
): Promise<void> {
  const { projectId, consoleUrl, cloud, incidents, now } = deps;
  const rules = alertRules(settings, await deps.settings.spending());
  let reconciled: Reconciled = { policyCount: 0, uptimeCheckCount: 0 };
  const failure = await attempt('alerts', deps, async () => {
    const webhookSecret = await deps.settings.webhookSecret();
    reconciled = await reconcileAlerts({ pairs, settings, webhookSecret, rules, projectId, consoleUrl, cloud });
  });
  await incidents.saveStatus({
    lookedAt: now().toISOString(),
    rules,
    emailCount: settings.emails.length,
    webhookHost: settings.webhookUrl === null ? null : new URL(settings.webhookUrl).host,
    agents: settings.enabled ? pairs.map(({ region, agent }) => `${region}~${agent}`) : [],
    ...reconciled,
    failure,
  });
}

/** Null when it went well. */
async function attempt(
  part: string,
  { log }: Pick<WatchDependencies, 'log'>,
  work: () => Promise<void>,
): Promise<FailureRecord | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof Failure) {
      log.error('watch.failed', { part, reason: error.record.reason, message: error.record.message });
      return error.record;
    }
    return internalFailure({
      error,
      log,
      event: 'watch.failed',
      fields: { part },
      nextStep: 'It is tried again every minute; if it stays, look for that number in the log of the functions.',
    });
  }
}
