import { DEFAULT_ALERT_SETTINGS } from '@proving-ground/shared';
import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { createCloudAlerts } from './alerts/cloud-alerts.ts';
import { keepWatch as watch } from './alerts/keep-watch.ts';
import { createMonitoringSight } from './alerts/monitoring-sight.ts';
import { setAlerts as set } from './callables/set-alerts.ts';
import { testNotification as sendTest } from './callables/test-notification.ts';
import { background, everyMinute, log, now, queues, stores } from './composition.ts';
import { idTokenHeader } from './gcp/id-token.ts';
import { localCloud } from './gcp/local-cloud.ts';
import { deliverWebhook, WEBHOOK_ATTEMPTS } from './notifications/deliver-webhook.ts';
import { notificationTask } from './notifications/notification-queue.ts';
import { postWebhook } from './notifications/post-webhook.ts';
import { readConfig } from './platform/config.ts';
import { defineCallable } from './platform/define-callable.ts';

const { queueWebhook } = queues;

export const setAlerts = defineCallable('setAlerts', {}, ({ request, caller }) =>
  set({ request, caller, ...stores(), allowThisMachine: localCloud() !== null, now: now() }),
);

export const testNotification = defineCallable('testNotification', {}, ({ request, caller }) => {
  const { consoleUrl } = readConfig();
  return sendTest({ request, caller, consoleUrl, ...stores(), queueWebhook, now: now() });
});

export const keepWatch = onSchedule({ ...everyMinute, timeoutSeconds: 120 }, () => {
  const { projectId, consoleUrl } = readConfig();
  const [cloud, sight] = [createCloudAlerts(projectId), createMonitoringSight(projectId)];
  return watch({
    projectId,
    consoleUrl,
    ...stores(),
    cloud,
    sight,
    queueWebhook,
    authorize: idTokenHeader,
    now,
    log,
  });
});

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
    const { notifications, settings } = stores();
    const secret = await settings.webhookSecret();
    // Made together with the address; without one there is nothing that could be called.
    if (secret === null) return;
    await deliverWebhook(notificationId, {
      notifications,
      settings: (await settings.alerts()) ?? DEFAULT_ALERT_SETTINGS,
      secret,
      projectId: readConfig().projectId,
      allowThisMachine: localCloud() !== null,
      post: postWebhook,
      now: now(),
    });
  },
);
