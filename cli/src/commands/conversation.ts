import { type ChatTurn, Failure, isAnswering, type LoadTargetName, splitText } from '@proving-ground/shared';
import { readChatTurn } from '../api/records.ts';
import type { CommandContext } from '../command-line/command.ts';

export interface Conversation {
  /** Of the chat in the console. */
  readonly chatId: string;
  /** Prints the answer as it comes; an abort stops it. @throws Failure when there is none */
  readonly ask: (question: string, signal: AbortSignal) => Promise<ChatTurn>;
}

/** The record is written about four times a second. */
const LOOK_EVERY_MS = 250;
const NEVER = new AbortController().signal;

/** One chat with an agent, as in the console: it is on record, and the agent remembers what was said before. */
export function createConversation(
  { api, output, pause, randomId }: Pick<CommandContext, 'api' | 'output' | 'pause' | 'randomId'>,
  target: LoadTargetName,
): Conversation {
  const chatId = randomId();
  let parent: number | null = null;

  /** Follows the answer in its record until it has ended. */
  const follow = async (turn: number, signal: AbortSignal): Promise<ChatTurn> => {
    let printed = '';
    let isStopping = false;
    for (;;) {
      if (signal.aborted && !isStopping) {
        isStopping = true;
        await api.call('stopAnswer', { chatId, turn });
      }
      const seen = await readChatTurn(api, chatId, turn);
      if (seen) {
        // The record holds the whole of what has come; at the end it may be put a little differently.
        const isMore = seen.text.startsWith(printed);
        if (seen.text !== printed) output.progress(isMore ? seen.text.slice(printed.length) : `\n${seen.text}`);
        printed = seen.text;
        if (!isAnswering(seen.status)) return seen;
      }
      // Once a stop is under way there is nothing more to hurry for.
      await pause(isStopping ? NEVER : signal, LOOK_EVERY_MS);
    }
  };

  return {
    chatId,
    ask: async (question, signal) => {
      const wish = { chatId, askId: randomId(), parent, question, target };
      const { turn } = await api.call('ask', wish);
      const answer = await follow(turn, signal);
      parent = turn;
      if (answer.failure) {
        // What failed is what one wants to look up most.
        if (answer.traceId !== null) output.progress(`\n${traceText(answer.traceId)}`);
        throw new Failure(answer.failure);
      }
      output.progress('\n');
      return answer;
    },
  };
}

/** How fast it was and where the time went, each in one line; or why there is no more of it. */
export function answerFigures({ status, figures, traceId: askedAs }: ChatTurn): string {
  if (!figures) {
    return `${status === 'stopped' ? '(Stopped.)' : '(The answer broke off; ask again.)'}\n${traceText(askedAs)}`;
  }
  const { ttftMs, totalMs, tokensPerSecond, answerTokens, model, truncated, splitUs, traceId } = figures;
  const parts = [
    ...(ttftMs === null ? [] : [`first token after ${ttftMs} ms`]),
    `${totalMs} ms`,
    ...(answerTokens === null ? [] : [`${answerTokens} tokens`]),
    ...(tokensPerSecond === null ? [] : [`${tokensPerSecond} tokens/s`]),
    ...(model === null ? [] : [model]),
    ...(truncated ? ['cut at the token limit'] : []),
  ];
  const split = splitUs ? `(${splitText(splitUs)})\n` : '';
  return `(${parts.join(', ')})\n${split}${traceText(traceId)}`;
}

function traceText(traceId: string | null): string {
  return traceId === null ? '' : `(Trace ${traceId})\n`;
}
