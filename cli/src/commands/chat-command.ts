import { CALLABLES } from '@proving-ground/shared';
import { defineCommand } from '../command-line/command.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import { Interrupted } from '../command-line/interrupts.ts';
import { validated } from '../command-line/option-values.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { answerFigures, createConversation } from './conversation.ts';
import { converse } from './converse.ts';
import { AGENT_OPTIONS, liveAgent, readAgentWish } from './live-agent.ts';

export const chatCommand = defineCommand({
  name: 'chat',
  usage: `chat [QUESTION]           asks the agent; without a question, one after the other. Ctrl-C stops an answer
    --agent NAME          its service (the one that is live)
    --region REGION
`,
  operands: [],
  takesMore: true,
  options: AGENT_OPTIONS,
  read: ({ values, operands, json }) => {
    const wish = readAgentWish(values);
    if (operands.length === 0 && json) throw new UsageError('chat: --json needs a QUESTION.');
    const question =
      operands.length === 0 ? null : validated(CALLABLES.ask.request.shape.question, operands.join(' '), 'QUESTION');
    return async (context) => {
      const conversation = createConversation(context, await liveAgent(context.api, wish));
      if (question === null) return await converse(context, conversation);
      const signal = context.interrupts.current();
      const answer = await conversation.ask(question, signal);
      if (answer.status === 'stopped') throw new Interrupted('The answer was stopped.');
      const { chatId } = conversation;
      context.output.result({ text: answerFigures(answer), document: { chatId, answer } });
      return answer.status === 'done' ? EXIT.done : EXIT.failed;
    };
  },
});
