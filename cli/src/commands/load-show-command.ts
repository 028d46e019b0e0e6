import { loadTestId } from '@proving-ground/shared';
import { defineCommand } from '../command-line/command.ts';
import { validated } from '../command-line/option-values.ts';
import { lookAtLoadTest, showLoadTest, verdictCode } from '../follow/follow-load-test.ts';

export const loadShowCommand = defineCommand({
  name: 'load show',
  usage: `load show ID              what a load test has measured, with the exit code of its verdict
`,
  operands: ['ID'],
  options: {},
  read: ({ operands: [operand] }) => {
    const id = validated(loadTestId, operand, 'ID');
    return async (context) => {
      const seen = await lookAtLoadTest(context.api, id);
      showLoadTest(context, seen);
      return verdictCode(seen);
    };
  },
});
