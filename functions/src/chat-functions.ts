import { setTimeout as sleep } from 'node:timers/promises';
import { FUNCTIONS_REGION } from '@proving-ground/shared';
import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { ask as putQuestion } from './callables/ask.ts';
import { answerChat as answer } from './chats/answer-chat.ts';
import { ANSWER_TASK_SECONDS, answerTask, createChatQueue } from './chats/chat-queue.ts';
import { sweepChats as sweep } from './chats/sweep-chats.ts';
import { idTokenHeader } from './gcp/id-token.ts';
import { FUNCTIONS_ACCOUNT } from './platform/config.ts';
import { defineCallable } from './platform/define-callable.ts';
import { cloudLog as log } from './platform/log.ts';
import { newTrace } from './platform/new-trace.ts';
import { createChatStore } from './store/chat-store.ts';
import { createDeploymentStore } from './store/deployment-store.ts';
import { firestore } from './store/firestore.ts';

const now = () => new Date();
const queueAnswer = createChatQueue({ log });
const chats = () => createChatStore(firestore());
const deployments = () => createDeploymentStore(firestore());
const background = { region: FUNCTIONS_REGION, memory: '512MiB', serviceAccount: FUNCTIONS_ACCOUNT } as const;

export const ask = defineCallable('ask', { maxInstances: 20 }, ({ request, caller }) =>
  putQuestion({ request, caller, chats: chats(), deployments: deployments(), queueAnswer, now: now() }),
);

export const stopAnswer = defineCallable('stopAnswer', {}, async ({ request: { chatId, turn }, caller }) => {
  const { status } = await chats().requestStop({ chatId, ownerUid: caller.uid, index: turn });
  return { status };
});

export const renameChat = defineCallable('renameChat', {}, async ({ request: { chatId, title }, caller }) => {
  await chats().change({ chatId, ownerUid: caller.uid }, { title });
  return { title };
});

export const deleteChat = defineCallable('deleteChat', {}, async ({ request: { chatId }, caller }) => {
  await chats().change({ chatId, ownerUid: caller.uid }, { deletedAt: now().toISOString() });
  return { chatId };
});

export const restoreChat = defineCallable('restoreChat', {}, async ({ request: { chatId }, caller }) => {
  await chats().change({ chatId, ownerUid: caller.uid }, { deletedAt: null });
  return { chatId };
});

export const rateAnswer = defineCallable('rateAnswer', {}, async ({ request, caller }) => {
  const { chatId, turn, feedback } = request;
  await chats().rate({ chatId, ownerUid: caller.uid, index: turn, feedback, now: now() });
  return { feedback };
});

export const answerChat = onTaskDispatched(
  {
    ...background,
    timeoutSeconds: ANSWER_TASK_SECONDS,
    maxInstances: 20,
    // Longer than the lease that a dead writer leaves: the next attempt then takes the turn over, or ends it.
    retryConfig: { maxAttempts: 3, minBackoffSeconds: 25 },
    rateLimits: { maxConcurrentDispatches: 200 },
  },
  async ({ data }) =>
    await answer(answerTask.parse(data), {
      chats: chats(),
      deployments: deployments(),
      authorize: idTokenHeader,
      newTrace,
      sleep: (ms) => sleep(ms),
      now,
      nowMs: () => performance.now(),
      log,
    }),
);

export const sweepChats = onSchedule(
  { ...background, schedule: 'every 1 minutes', timeZone: 'Etc/UTC', maxInstances: 1 },
  () => sweep({ chats: chats(), queueAnswer, now, log }),
);
