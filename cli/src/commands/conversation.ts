import { type ChatAnswer, type LoadTargetName, splitText } from '@proving-ground/shared';
import type { CommandContext } from '../command-line/command.ts';

export interface Conversation {
  /** Prints the answer as it comes. @throws Failure, `cancelled` after an abort */
  readonly ask: (message: string, signal: AbortSignal) => Promise<ChatAnswer>;
}

/** One session with an agent: it remembers what was said before. */
export function createConversation(
  { api, output, randomId }: Pick<CommandContext, 'api' | 'output' | 'randomId'>,
  target: LoadTargetName,
): Conversation {
  const sessionId = randomId();
  let isNew = true;
  return {
    ask: async (message, signal) => {
      let printed = '';
      const answer = await api.stream(
        'chat',
        { ...target, sessionId, newSession: isNew, message },
        {
          signal,
          onChunk: (chunk) => {
            if (chunk.type === 'delta') {
              printed += chunk.text;
              output.progress(chunk.text);
              return;
            }
            // From here on the agent knows the session, whatever becomes of this answer.
            isNew = false;
            if (chunk.status === 'sessionRestarted') {
              output.progress('(The agent has forgotten what was said before.)\n');
            }
          },
        },
      );
      // The whole answer counts: the parts may be fewer.
      if (printed !== answer.text) output.progress(printed === '' ? answer.text : `\n${answer.text}`);
      output.progress('\n');
      return answer;
    },
  };
}

/** How fast it was and where the time went, each in one line. */
export function answerFigures(answer: ChatAnswer): string {
  const { ttftMs, totalMs, tokensPerSecond, answerTokens, model, truncated, splitUs, traceId } = answer;
  const figures = [
    ...(ttftMs === null ? [] : [`first token after ${ttftMs} ms`]),
    `${totalMs} ms`,
    ...(answerTokens === null ? [] : [`${answerTokens} tokens`]),
    ...(tokensPerSecond === null ? [] : [`${tokensPerSecond} tokens/s`]),
    ...(model === null ? [] : [model]),
    ...(truncated ? ['cut at the token limit'] : []),
  ];
  const split = splitUs ? `(${splitText(splitUs)})\n` : '';
  const trace = traceId === null ? '' : `(Trace ${traceId})\n`;
  return `(${figures.join(', ')})\n${split}${trace}`;
}
