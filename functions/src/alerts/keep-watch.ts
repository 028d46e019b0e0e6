import {
  type AlertSettings,
  DEFAULT_ALERT_SETTINGS,
  type Deployment,
  Failure,
  type FailureRecord,
  type LiveService,
} from '@proving-ground/shared';
import type { Authorize } from '../agent/ask-agent.ts';
import { checkHealth } from '../health/check-health.ts';
import { deploymentEvent, healthEvent } from '../notifications/event-texts.ts';
import { notify, type QueueWebhook } from '../notifications/notify.ts';
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
import { incidentChanges, incidentsOf } from './incidents-of.ts';
import type { MonitoringSight } from './monitoring-sight.ts';
import { type Reconciled, reconcileAlerts } from './reconcile-alerts.ts';
import { type WatchedPair, watchedPairs } from './watched-pair.ts';

/** Far longer than a watch may be missed; what was told is told once all the same. */
const ENDED_WITHIN_MS = 30 * 60_000;
const QUEUED_LONG_AGO_MS = 2 * 60_000;
/** Longer than the queue goes on trying. */
const GIVEN_UP_BY_QUEUE_MS = 2 * 3_600_000;
const MAX_WAITING = 50;

export interface WatchDependencies {
  readonly projectId: string;
  readonly consoleUrl: string;
  readonly settings: Pick<SettingsStore, 'alerts' | 'spending'>;
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
  const pairs = watchedPairs(services, await deploymentsOf(services, deps));

  await reconcile(pairs, settings, deps);
  await attempt('incidents', deps, () => takeOverIncidents(deps));
  await attempt('health', deps, () => lookAtHealth(pairs, services, settings, deps));
  await attempt('deployments', deps, () => tellOfDeployments(settings, deps));
  await attempt('notifications', deps, () => queueForgotten(deps));
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

async function reconcile(
  pairs: readonly WatchedPair[],
  settings: AlertSettings,
  deps: WatchDependencies,
): Promise<void> {
  const { projectId, consoleUrl, cloud, incidents, now } = deps;
  const rules = alertRules(settings, await deps.settings.spending());
  let reconciled: Reconciled = { policyCount: 0, uptimeCheckCount: 0 };
  const failure = await attempt('alerts', deps, async () => {
    reconciled = await reconcileAlerts({ pairs, settings, rules, projectId, consoleUrl, cloud });
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

async function takeOverIncidents({ sight, incidents, now }: WatchDependencies): Promise<void> {
  const told = incidentsOf(await sight.newestAlerts());
  const openOnRecord = await incidents.open();
  const knownIds = await incidents.known(told.map(({ id }) => id));
  const changed = incidentChanges({ told, openOnRecord, knownIds, now: now() });
  if (changed.length > 0) await incidents.save(changed);
}

async function lookAtHealth(
  pairs: readonly WatchedPair[],
  services: readonly LiveService[],
  settings: AlertSettings,
  deps: WatchDependencies,
): Promise<void> {
  const { sight, incidents, health, authorize, consoleUrl, log } = deps;
  const now = deps.now();
  const sinceOf = ({ region, agent }: WatchedPair) =>
    services.find((service) => service.region === region && service.name === agent)?.current?.since;
  const turns = await checkHealth({
    pairs: pairs.map((pair) => ({ ...pair, liveSince: sinceOf(pair) ?? now.toISOString() })),
    openIncidents: await incidents.open(),
    instanceCounts: await sight.instanceCounts(now),
    store: health,
    authorize,
    now,
  });
  for (const turn of turns) {
    log.info('watch.health', {
      kind: turn.kind,
      region: turn.pair.region,
      agent: turn.pair.agent,
      detail: turn.detail,
    });
    await notify(healthEvent(turn, consoleUrl), { ...deps, settings, store: deps.notifications, now });
  }
}

async function tellOfDeployments(settings: AlertSettings, deps: WatchDependencies): Promise<void> {
  const now = deps.now();
  for (const deployment of await deps.ended(new Date(now.getTime() - ENDED_WITHIN_MS))) {
    const event = deploymentEvent(deployment, deps.consoleUrl);
    if (event) await notify(event, { ...deps, settings, store: deps.notifications, now });
  }
}

/** Webhooks whose task was lost, or whose queue has given up before they had their attempts. */
async function queueForgotten({ notifications, queueWebhook, now }: WatchDependencies): Promise<void> {
  const nowMs = now().getTime();
  const waiting = await notifications.waiting(new Date(nowMs - QUEUED_LONG_AGO_MS), MAX_WAITING);
  for (const { id, createdAt, webhook } of waiting) {
    if (webhook.attempts === 0 || Date.parse(createdAt) < nowMs - GIVEN_UP_BY_QUEUE_MS) await queueWebhook(id);
  }
}

/** Null when it went well. */
async function attempt(
  part: string,
  { log }: WatchDependencies,
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
