import type { Chat, ChatAnswer, ChatTurn, FailureRecord } from '@proving-ground/shared';

/** How an answer ended. */
export type TurnEnd =
  | {
      readonly status: 'done';
      readonly text: string;
      readonly figures: ChatAnswer;
      /** Of the agent, which now stands after this turn. */
      readonly sessionId: string;
    }
  | { readonly status: 'failed'; readonly text: string; readonly failure: FailureRecord }
  | { readonly status: 'stopped' | 'interrupted'; readonly text: string };

/** The records after the end of an answer. Pure. */
export function endTurn(
  { chat, turn }: { readonly chat: Chat; readonly turn: ChatTurn },
  end: TurnEnd,
  now: Date,
): { readonly chat: Chat; readonly turn: ChatTurn } {
  const at = now.toISOString();
  const isDone = end.status === 'done';
  return {
    turn: {
      ...turn,
      status: end.status,
      text: end.text,
      endedAt: at,
      leaseUntil: null,
      figures: isDone ? end.figures : null,
      failure: end.status === 'failed' ? end.failure : null,
    },
    chat: {
      ...chat,
      updatedAt: at,
      activeTurn: chat.activeTurn === turn.index ? null : chat.activeTurn,
      // Of any other end nobody knows what the agent has kept: the next question brings the conversation along.
      session: isDone ? { id: end.sessionId, afterTurn: turn.index } : null,
      lastAnswer:
        isDone && turn.servedBy ? { revision: turn.servedBy.revision, model: turn.servedBy.model } : chat.lastAnswer,
    },
  };
}
