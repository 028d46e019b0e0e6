import { randomUUID } from 'node:crypto';
import { type ChatTurn, chatTurn, chatTurnPath, isAnswering } from '@proving-ground/shared';
import { vi } from 'vitest';
import type { ApiClient } from './api-client.ts';

const ANSWER_TIMEOUT_MS = 120_000;
const TARGET = { region: 'europe-west1', agentServiceName: 'production-adk-agent' } as const;

/** Puts a question as a script would, in a chat of its own, and waits for the end of the answer. */
export async function askThroughApi(
  api: ApiClient,
  question: string,
  chatId: string = randomUUID(),
): Promise<ChatTurn> {
  const { turn } = await api.call('ask', { chatId, askId: randomUUID(), parent: null, question, target: TARGET });
  return await vi.waitUntil(
    async () => {
      const seen = chatTurn.parse(await api.read(chatTurnPath(chatId, turn)));
      return isAnswering(seen.status) ? null : seen;
    },
    { timeout: ANSWER_TIMEOUT_MS, interval: 100 },
  );
}
