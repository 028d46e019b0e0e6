import { CHAT_SESSION_PREFIX, type Chat, type ChatTurn } from '@proving-ground/shared';
import type { EarlierTurn } from '../agent/ask-agent.ts';

/** As many as the agent reads back. */
const MEMORY_TURNS = 20;

export interface PlannedSession {
  readonly id: string;
  /** Whether it has to be made. */
  readonly isNew: boolean;
  /** What was said before, for a session that has to be made, now or because the agent has lost it. */
  readonly earlier: readonly EarlierTurn[];
}

/**
 * The agent's session for a turn: the one that stands after the turn before, or a new one that begins with what is kept
 * of the conversation, after an edit, a stop or a failure. Pure.
 */
export function planSession(
  chat: Pick<Chat, 'id' | 'session'>,
  turn: Pick<ChatTurn, 'index' | 'parent' | 'epoch'>,
  branchBefore: readonly Pick<ChatTurn, 'question' | 'text'>[],
): PlannedSession {
  const earlier = branchBefore
    // A question without an answer would be followed by the next one, which is no conversation.
    .flatMap(({ question, text }) => (text.trim() === '' ? [] : [{ question, answer: text }]))
    .slice(-MEMORY_TURNS);
  const standing = chat.session?.afterTurn === turn.parent ? chat.session : null;
  if (standing && turn.epoch === 1) return { id: standing.id, isNew: false, earlier };
  // Named by the attempt: one that broke off may have left its question in the session before.
  return { id: `${CHAT_SESSION_PREFIX}${chat.id}-${turn.index}-${turn.epoch}`, isNew: true, earlier };
}
