import { capacitySearchId } from '@proving-ground/shared';
import { defineCommand } from '../command-line/command.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import { validated } from '../command-line/option-values.ts';
import { followCapacitySearch } from '../follow/follow-capacity-search.ts';

export const capacityStopCommand = defineCommand({
  name: 'capacity stop',
  usage: `capacity stop ID          stops a capacity search, and prints what it knows
`,
  operands: ['ID'],
  options: {},
  read: ({ operands: [operand] }) => {
    const id = validated(capacitySearchId, operand, 'ID');
    return async (context) => {
      await context.api.call('stopCapacitySearch', { searchId: id });
      const { status } = await followCapacitySearch(context, id);
      return status === 'failed' ? EXIT.failed : EXIT.done;
    };
  },
});
