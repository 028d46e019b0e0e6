import { deploymentId, idempotencyKey } from '@proving-ground/shared';
import { defineCommand } from '../command-line/command.ts';
import { validated } from '../command-line/option-values.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { followStarted } from '../follow/follow-deployment.ts';

export const deleteCommand = defineCommand({
  name: 'delete',
  usage: `delete DEPLOYMENT         removes the services that it names, with all revisions and images (owners)
    --yes                 needed: no earlier release can be brought back afterwards
    --key KEY             the same key names the same deletion (random)
    --no-wait             do not follow it
`,
  operands: ['DEPLOYMENT'],
  options: { yes: { type: 'boolean' }, key: { type: 'string' }, 'no-wait': { type: 'boolean' } },
  read: ({ values, operands: [operand] }) => {
    const id = validated(deploymentId, operand, 'DEPLOYMENT');
    const key = values.key === undefined ? null : validated(idempotencyKey, values.key, '--key');
    if (values.yes !== true)
      throw new UsageError('delete: say --yes. Services, revisions and images are removed for good.');
    return async (context) => {
      const started = await context.api.call('deleteDeployment', {
        idempotencyKey: key ?? context.randomId(),
        deploymentId: id,
      });
      return await followStarted(context, started, { wait: values['no-wait'] !== true });
    };
  },
});
