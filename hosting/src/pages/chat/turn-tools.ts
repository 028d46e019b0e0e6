import { type AnswerFeedback, type ChatTurn, newestEndOf, versionsOf } from '@proving-ground/shared';
import type { CallableClient } from '../../api/callable-client.ts';
import type { useConversation } from './use-conversation.ts';

/** What can be done with a turn. */
export interface TurnTools {
  /** Nothing is being answered: something may be asked. */
  readonly canAsk: boolean;
  /** Which wording or answer this is of how many. */
  readonly version: number;
  readonly versionCount: number;
  readonly onVersion: (version: number) => void;
  /** Asks in the place of this turn: the same again, or something else; null where that is not offered. */
  readonly onAskInstead: ((question: string) => void) | null;
  /** @throws Failure */
  readonly onRate: (feedback: AnswerFeedback | null) => Promise<void>;
  /** Address of the form of a load test with the question of this turn. */
  readonly loadTestHref: string;
}

/** The tools of a turn in its chat. */
export function turnToolsOf(
  turn: ChatTurn,
  input: {
    readonly chatId: string;
    readonly conversation: Pick<ReturnType<typeof useConversation>, 'turns' | 'answering' | 'show'>;
    readonly callables: Pick<CallableClient, 'call'>;
    /** As in addresses; null while nobody can be asked. */
    readonly agentKey: string | null;
    readonly onAskInstead: ((question: string, parent: number | null) => void) | null;
    readonly onVersion: () => void;
  },
): TurnTools {
  const { chatId, conversation, callables, agentKey, onAskInstead, onVersion } = input;
  const versions = versionsOf(conversation.turns, turn);
  const loadTest = new URLSearchParams({ question: turn.question, ...(agentKey !== null && { agent: agentKey }) });
  return {
    canAsk: !conversation.answering && agentKey !== null,
    version: versions.indexOf(turn) + 1,
    versionCount: versions.length,
    onVersion: (version) => {
      const chosen = versions[version - 1];
      onVersion();
      if (chosen) conversation.show(newestEndOf(conversation.turns, chosen).index);
    },
    onAskInstead: onAskInstead && ((question) => onAskInstead(question, turn.parent)),
    onRate: async (feedback) => void (await callables.call('rateAnswer', { chatId, turn: turn.index, feedback })),
    loadTestHref: `/load-tests/new?${loadTest}`,
  };
}
