import { type ChatAnswer, chatAnswer, type FailureRecord, failureRecord } from '@proving-ground/shared';
import { z } from 'zod';

/** One question and what came of it. */
export const turn = z.object({
  id: z.string(),
  question: z.string(),
  /** Being answered in the first three, over in the others. */
  status: z.enum(['submitted', 'waitingForModel', 'streaming', 'stopped', 'failed', 'done']),
  text: z.string(),
  submittedAtMs: z.number(),
  /** The agent has the question: the conversation exists on its side from now on. */
  reachedAgent: z.boolean(),
  /** The agent had forgotten what was said before. */
  sessionRestarted: z.boolean(),
  answer: chatAnswer.nullable(),
  failure: failureRecord.nullable(),
});
export type Turn = z.infer<typeof turn>;

export const chatState = z.object({ sessionId: z.uuid(), turns: z.array(turn) });
export type ChatState = Readonly<z.infer<typeof chatState>>;

export type ChatAction =
  | { readonly type: 'asked'; readonly turnId: string; readonly question: string; readonly atMs: number }
  | { readonly type: 'agentHasIt'; readonly turnId: string }
  | { readonly type: 'sessionRestarted'; readonly turnId: string }
  | { readonly type: 'delta'; readonly turnId: string; readonly text: string }
  | { readonly type: 'answered'; readonly turnId: string; readonly answer: ChatAnswer }
  | { readonly type: 'failed'; readonly turnId: string; readonly failure: FailureRecord }
  | { readonly type: 'stopped'; readonly turnId: string }
  | { readonly type: 'startedOver'; readonly sessionId: string };

export function newChat(sessionId: string): ChatState {
  return { sessionId, turns: [] };
}

/** The turn that is being answered, if any: there is one at a time. */
export function activeTurn({ turns }: ChatState): Turn | null {
  const last = turns.at(-1);
  return last && isActive(last) ? last : null;
}

/** Whether the agent cannot know the conversation yet. */
export function isNewSession({ turns }: ChatState): boolean {
  return !turns.some(({ reachedAgent }) => reachedAgent);
}

export function chatReducer(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case 'startedOver':
      return newChat(action.sessionId);
    case 'asked':
      return activeTurn(state) ? state : { ...state, turns: [...state.turns, askedTurn(action)] };
    case 'agentHasIt':
      return change(state, action.turnId, () => ({ status: 'waitingForModel', reachedAgent: true }));
    case 'sessionRestarted':
      return change(state, action.turnId, () => ({ sessionRestarted: true }));
    case 'delta':
      return change(state, action.turnId, ({ text }) => ({
        status: 'streaming',
        reachedAgent: true,
        text: text + action.text,
      }));
    case 'answered':
      // The whole text replaces the pieces: it is what the agent remembers.
      return change(state, action.turnId, () => ({
        status: 'done',
        reachedAgent: true,
        text: action.answer.text,
        answer: action.answer,
      }));
    case 'failed':
      return change(state, action.turnId, () => ({ status: 'failed', failure: action.failure }));
    case 'stopped':
      return change(state, action.turnId, () => ({ status: 'stopped' }));
  }
}

function isActive({ status }: Turn): boolean {
  return status === 'submitted' || status === 'waitingForModel' || status === 'streaming';
}

function askedTurn({ turnId, question, atMs }: Extract<ChatAction, { type: 'asked' }>): Turn {
  return {
    id: turnId,
    question,
    status: 'submitted',
    text: '',
    submittedAtMs: atMs,
    reachedAgent: false,
    sessionRestarted: false,
    answer: null,
    failure: null,
  };
}

/** Only the turn being answered changes: what arrives after Stop, or for an earlier session, is too late. */
function change(state: ChatState, turnId: string, part: (turn: Turn) => Partial<Turn>): ChatState {
  const active = activeTurn(state);
  if (active?.id !== turnId) return state;
  return { ...state, turns: [...state.turns.slice(0, -1), { ...active, ...part(active) }] };
}
