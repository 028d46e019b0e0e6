import { onSchedule } from 'firebase-functions/scheduler';
import { onTaskDispatched } from 'firebase-functions/tasks';
import { ask as putQuestion } from './callables/ask.ts';
import { answerChat as answer } from './chats/answer-chat.ts';
import { ANSWER_TASK_SECONDS, answerTask } from './chats/chat-queue.ts';
import { sweepChats as sweep } from './chats/sweep-chats.ts';
import { background, everyMinute, log, now, nowMs, queues, sleep, stores } from './composition.ts';
import { idTokenHeader } from './gcp/id-token.ts';
import { defineCallable } from './platform/define-callable.ts';
import { newTrace } from './platform/new-trace.ts';

const { queueAnswer } = queues;

export const ask = defineCallable('ask', { maxInstances: 20 }, ({ request, caller }) =>
  putQuestion({ request, caller, ...stores(), queueAnswer, now: now() }),
);

export const stopAnswer = defineCallable('stopAnswer', {}, async ({ request: { chatId, turn }, caller }) => {
  const { status } = await stores().chats.requestStop({ chatId, ownerUid: caller.uid, index: turn });
  return { status };
});

export const renameChat = defineCallable('renameChat', {}, async ({ request: { chatId, title }, caller }) => {
  await stores().chats.change({ chatId, ownerUid: caller.uid }, { title });
  return { title };
});

export const deleteChat = defineCallable('deleteChat', {}, async ({ request: { chatId }, caller }) => {
  await stores().chats.change({ chatId, ownerUid: caller.uid }, { deletedAt: now().toISOString() });
  return { chatId };
});

export const restoreChat = defineCallable('restoreChat', {}, async ({ request: { chatId }, caller }) => {
  await stores().chats.restore({ chatId, ownerUid: caller.uid }, now());
  return { chatId };
});

export const rateAnswer = defineCallable('rateAnswer', {}, async ({ request, caller }) => {
  const { chatId, turn, feedback } = request;
  await stores().chats.rate({ chatId, ownerUid: caller.uid, index: turn, feedback, now: now() });
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
  ({ data }) =>
    answer(answerTask.parse(data), { ...stores(), authorize: idTokenHeader, newTrace, sleep, now, nowMs, log }),
);

export const sweepChats = onSchedule(everyMinute, () => sweep({ ...stores(), queueAnswer, now, log }));
