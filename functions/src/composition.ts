import { setTimeout as delay } from 'node:timers/promises';
import { FUNCTIONS_REGION } from '@proving-ground/shared';
import { createWakeSearch } from './capacity/capacity-queue.ts';
import { createChatQueue } from './chats/chat-queue.ts';
import { createWake } from './deployments/wake-queue.ts';
import { createLoadQueue } from './load-tests/load-queue.ts';
import { createQueueWebhook } from './notifications/notification-queue.ts';
import { FUNCTIONS_ACCOUNT } from './platform/config.ts';
import { cloudLog } from './platform/log.ts';
import { createAgentStore } from './store/agent-store.ts';
import { createCapacityStore } from './store/capacity-store.ts';
import { createChatStore } from './store/chat-store.ts';
import { createChatSweepStore } from './store/chat-sweep-store.ts';
import { createDeploymentStore } from './store/deployment-store.ts';
import { createEndedDeployments } from './store/ended-deployments.ts';
import { firestore } from './store/firestore.ts';
import { createHealthStore } from './store/health-store.ts';
import { createIncidentStore } from './store/incident-store.ts';
import { createLoadScheduleStore } from './store/load-schedule-store.ts';
import { createLoadShardStore } from './store/load-shard-store.ts';
import { createLoadTestStore } from './store/load-test-store.ts';
import { createNotificationStore } from './store/notification-store.ts';
import { createObservationStore } from './store/observation-store.ts';
import { createSettingsStore } from './store/settings-store.ts';
import { createTurnStore } from './store/turn-store.ts';

/** How a function runs that a task, a schedule or a message calls. */
export const background = { region: FUNCTIONS_REGION, memory: '512MiB', serviceAccount: FUNCTIONS_ACCOUNT } as const;
/** The same every minute, one at a time. */
export const everyMinute = {
  ...background,
  schedule: 'every 1 minutes',
  timeZone: 'Etc/UTC',
  maxInstances: 1,
} as const;

export const log = cloudLog;
export const now = () => new Date();
export const nowMs = () => performance.now();
export const sleep = (ms: number): Promise<void> => delay(ms);

/** The task queues, which are first looked up when something is queued. */
export const queues = {
  wakeDeployment: createWake({ log, now }),
  wakeSearch: createWakeSearch({ log, now }),
  loadQueue: createLoadQueue({ log, now }),
  queueAnswer: createChatQueue({ log, now }),
  queueWebhook: createQueueWebhook({ log, now }),
};

/** The stores, by the names under which everything else asks for them. At run time only: while the functions are deployed there
 * is no database. */
export function stores() {
  const db = firestore();
  return {
    agents: createAgentStore(db),
    chats: createChatStore(db),
    chatSweep: createChatSweepStore(db),
    deployments: createDeploymentStore(db),
    ended: createEndedDeployments(db),
    health: createHealthStore(db),
    incidents: createIncidentStore(db),
    notifications: createNotificationStore(db),
    observations: createObservationStore(db),
    schedules: createLoadScheduleStore(db),
    searches: createCapacityStore(db),
    settings: createSettingsStore(db),
    shards: createLoadShardStore(db),
    tests: createLoadTestStore(db),
    turns: createTurnStore(db),
  };
}
