import type { Chat, ChatTurn } from '@proving-ground/shared';
import { ACCOUNT } from './an-api.ts';

export const CHAT_ID = '7f8a3c52-6f0f-4a54-9d5d-0a8a3c6f1e11';

export function aChat(part: Partial<Chat> = {}): Chat {
  return {
    ...{ id: CHAT_ID, ownerUid: ACCOUNT.uid, title: 'What do red pandas eat?' },
    target: { region: 'europe-west1', agentServiceName: 'production-adk-agent', deploymentId: null },
    ...{ createdAt: '2026-03-01T10:00:00.000Z', updatedAt: '2026-03-01T10:00:09.000Z' },
    ...{ turnCount: 1, activeTurn: null, session: null, questions: 'What do red pandas eat?\n' },
    ...{ lastAnswer: null, comparison: null, deletedAt: null, expiresAt: null },
    ...part,
  };
}

/** An answered turn. */
export function aTurn(part: Partial<ChatTurn> = {}): ChatTurn {
  const index = part.index ?? 0;
  return {
    ...{ index, askId: `00000000-0000-4000-8000-00000000000${index}`, parent: index === 0 ? null : index - 1 },
    ...{ question: 'What do red pandas eat?', status: 'done', text: 'They eat **bamboo**.' },
    ...{ askedAt: '2026-03-01T10:00:00.000Z', acceptedAt: '2026-03-01T10:00:01.000Z' },
    endedAt: '2026-03-01T10:00:09.000Z',
    servedBy: { deploymentId: 'd1', revision: 'agent-d1', model: 'gemma3:270m' },
    traceId: null,
    figures: {
      ...{ ttftMs: 412, totalMs: 900, tokensPerSecond: 100, promptTokens: 10, answerTokens: 20, modelLoadMs: 0 },
      ...{ model: 'gemma3:270m', revision: 'agent-d1', splitUs: null, traceId: null, truncated: false },
    },
    ...{ failure: null, stopRequested: false, feedback: null, epoch: 1, leaseUntil: null, expiresAt: null },
    ...part,
  };
}
