import { deploymentId, idempotencyKey } from '@proving-ground/shared';
import { type Command, defineCommand } from '../command-line/command.ts';
import { validated } from '../command-line/option-values.ts';
import { followStarted } from '../follow/follow-deployment.ts';

/** A command that gives the traffic to the pair of an earlier deployment, as a deployment of its own. */
export function switchCommand(name: 'rollback' | 'promote', whatItDoes: string): Command {
  return defineCommand({
    name,
    usage: `${`${name} DEPLOYMENT`.padEnd(26)}${whatItDoes}
    --key KEY             the same key names the same switch (random)
    --no-wait             do not follow it
`,
    operands: ['DEPLOYMENT'],
    options: { key: { type: 'string' }, 'no-wait': { type: 'boolean' } },
    read: ({ values, operands: [operand] }) => {
      const id = validated(deploymentId, operand, 'DEPLOYMENT');
      const key = values.key === undefined ? null : validated(idempotencyKey, values.key, '--key');
      return async (context) => {
        const started = await context.api.call(name, {
          idempotencyKey: key ?? context.randomId(),
          deploymentId: id,
        });
        return await followStarted(context, started, { wait: values['no-wait'] !== true });
      };
    },
  });
}
