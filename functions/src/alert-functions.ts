import { DEFAULT_ALERT_SETTINGS, FUNCTIONS_REGION } from '@proving-ground/shared';
import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { createCloudAlerts } from './alerts/cloud-alerts.ts';
import { keepWatch as watch } from './alerts/keep-watch.ts';
import { createMonitoringSight } from './alerts/monitoring-sight.ts';
import { setAlerts as set } from './callables/set-alerts.ts';
import { testNotification as sendTest } from './callables/test-notification.ts';
import { idTokenHeader } from './gcp/id-token.ts';
import { localCloud } from './gcp/local-cloud.ts';
import { deliverWebhook, WEBHOOK_ATTEMPTS } from './notifications/deliver-webhook.ts';
import { createQueueWebhook, notificationTask } from './notifications/notification-queue.ts';
import { postWebhook } from './notifications/post-webhook.ts';
import { FUNCTIONS_ACCOUNT, readConfig } from './platform/config.ts';
import { defineCallable } from './platform/define-callable.ts';
import { cloudLog as log } from './platform/log.ts';
import { createDeploymentStore } from './store/deployment-store.ts';
import { createEndedDeployments } from './store/ended-deployments.ts';
import { firestore } from './store/firestore.ts';
import { createHealthStore } from './store/health-store.ts';
import { createIncidentStore } from './store/incident-store.ts';
import { createNotificationStore } from './store/notification-store.ts';
import { createSettingsStore } from './store/settings-store.ts';

const now = () => new Date();
const settings = () => createSettingsStore(firestore());
const notifications = () => createNotificationStore(firestore());
const queueWebhook = createQueueWebhook({ log });
const background = { region: FUNCTIONS_REGION, memory: '512MiB', serviceAccount: FUNCTIONS_ACCOUNT } as const;

export const setAlerts = defineCallable('setAlerts', {}, ({ request, caller }) =>
  set({ request, caller, settings: settings(), allowThisMachine: localCloud() !== null, now: now() }),
);

export const testNotification = defineCallable('testNotification', {}, ({ request, caller }) =>
  sendTest({
    request,
    caller,
    consoleUrl: readConfig().consoleUrl,
    settings: settings(),
    store: notifications(),
    queueWebhook,
    now: now(),
  }),
);

export const keepWatch = onSchedule(
  { ...background, schedule: 'every 1 minutes', timeZone: 'Etc/UTC', timeoutSeconds: 120, maxInstances: 1 },
  async () => {
    const { projectId, consoleUrl } = readConfig();
    const db = firestore();
    await watch({
      projectId,
      consoleUrl,
      settings: settings(),
      deployments: createDeploymentStore(db),
      ended: createEndedDeployments(db),
      cloud: createCloudAlerts(projectId),
      sight: createMonitoringSight(projectId),
      incidents: createIncidentStore(db),
      health: createHealthStore(db),
      notifications: notifications(),
      queueWebhook,
      authorize: idTokenHeader,
      now,
      log,
    });
  },
);

export const deliverNotification = onTaskDispatched(
  {
    ...background,
    timeoutSeconds: 60,
    maxInstances: 5,
    retryConfig: { maxAttempts: WEBHOOK_ATTEMPTS, minBackoffSeconds: 15, maxBackoffSeconds: 1_200 },
    rateLimits: { maxConcurrentDispatches: 10 },
  },
  async ({ data }) => {
    const { notificationId } = notificationTask.parse(data);
    const secret = await settings().webhookSecret();
    // Made together with the address; without one there is nothing that could be called.
    if (secret === null) return;
    await deliverWebhook(notificationId, {
      store: notifications(),
      settings: (await settings().alerts()) ?? DEFAULT_ALERT_SETTINGS,
      secret,
      projectId: readConfig().projectId,
      allowThisMachine: localCloud() !== null,
      post: postWebhook,
      now: now(),
    });
  },
);
