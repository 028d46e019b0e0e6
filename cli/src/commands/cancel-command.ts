import { deploymentId } from '@proving-ground/shared';
import { defineCommand } from '../command-line/command.ts';
import { validated } from '../command-line/option-values.ts';
import { followDeployment } from '../follow/follow-deployment.ts';

export const cancelCommand = defineCommand({
  name: 'cancel',
  usage: `cancel DEPLOYMENT         stops a deployment at work, and follows it to its end
`,
  operands: ['DEPLOYMENT'],
  options: {},
  read: ({ operands: [operand] }) => {
    const id = validated(deploymentId, operand, 'DEPLOYMENT');
    return async (context) => {
      await context.api.call('cancelDeployment', { deploymentId: id });
      return await followDeployment(context, id, ['cancelled']);
    };
  },
});
