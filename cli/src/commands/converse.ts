import { CALLABLES, Failure } from '@proving-ground/shared';
import type { CommandContext } from '../command-line/command.ts';
import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import { failureText } from '../output/failure-text.ts';
import { answerFigures, type Conversation } from './conversation.ts';

/** Question after question. Ctrl-C stops an answer; with nothing to stop it ends the conversation, as the end of the input does. */
export async function converse(context: CommandContext, conversation: Conversation): Promise<ExitCode> {
  const { interrupts, openLines, output } = context;
  const lines = openLines();
  try {
    for (;;) {
      const waiting = interrupts.next();
      const line = await lines.next('> ', waiting);
      if (line === null) {
        output.progress('\n');
        return waiting.aborted ? EXIT.interrupted : EXIT.done;
      }
      if (line.trim() !== '') await answer(line, context, conversation);
    }
  } finally {
    lines.close();
  }
}

async function answer(line: string, { interrupts, output }: CommandContext, conversation: Conversation): Promise<void> {
  const question = CALLABLES.ask.request.shape.question.safeParse(line);
  if (!question.success) {
    output.progress(`${question.error.issues.map(({ message }) => message).join(' ')}\n`);
    return;
  }
  const signal = interrupts.next();
  try {
    output.progress(answerFigures(await conversation.ask(question.data, signal)));
  } catch (error) {
    // What may go well the next time does not end the conversation.
    if (error instanceof Failure && error.record.retryable) output.progress(`\n${failureText(error.record)}`);
    else throw error;
  }
}
