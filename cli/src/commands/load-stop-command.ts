import { loadTestId } from '@proving-ground/shared';
import { defineCommand } from '../command-line/command.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import { validated } from '../command-line/option-values.ts';
import { followLoadTest } from '../follow/follow-load-test.ts';

export const loadStopCommand = defineCommand({
  name: 'load stop',
  usage: `load stop ID              stops a load test, and prints what is there
`,
  operands: ['ID'],
  options: {},
  read: ({ operands: [operand] }) => {
    const id = validated(loadTestId, operand, 'ID');
    return async (context) => {
      await context.api.call('stopLoadTest', { loadTestId: id });
      const { test } = await followLoadTest(context, id);
      return test.status === 'failed' ? EXIT.failed : EXIT.done;
    };
  },
});
