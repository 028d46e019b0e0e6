import { capacitySearchId } from '@proving-ground/shared';
import { readCapacitySearch } from '../api/records.ts';
import { defineCommand } from '../command-line/command.ts';
import { validated } from '../command-line/option-values.ts';
import { capacityCode, showCapacitySearch } from '../follow/follow-capacity-search.ts';

export const capacityShowCommand = defineCommand({
  name: 'capacity show',
  usage: `capacity show ID          what a capacity search has found
`,
  operands: ['ID'],
  options: {},
  read: ({ operands: [operand] }) => {
    const id = validated(capacitySearchId, operand, 'ID');
    return async (context) => {
      const search = await readCapacitySearch(context.api, id);
      showCapacitySearch(context, search);
      return capacityCode(search);
    };
  },
});
