import { idempotencyKey, releaseId } from '@proving-ground/shared';
import { defineCommand } from '../command-line/command.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import { validated } from '../command-line/option-values.ts';
import { followRelease } from '../follow/follow-release.ts';
import { failureText } from '../output/failure-text.ts';

export const rollbackReleaseCommand = defineCommand({
  name: 'rollback-release',
  usage: `rollback-release RELEASE  brings an earlier release back in all its regions, where that can be done
    --key KEY             the same key names the same switches (random)
    --no-wait             do not follow them
`,
  operands: ['RELEASE'],
  options: { key: { type: 'string' }, 'no-wait': { type: 'boolean' } },
  read: ({ values, operands: [operand] }) => {
    const id = validated(releaseId, operand, 'RELEASE');
    const key = values.key === undefined ? null : validated(idempotencyKey, values.key, '--key');
    return async (context) => {
      const answer = await context.api.call('rollbackRelease', {
        idempotencyKey: key ?? context.randomId(),
        releaseId: id,
      });
      for (const { region, failure } of answer.refused) {
        context.output.progress(`Not in ${region}. ${failureText(failure)}`);
      }
      const news = `Release ${id} is brought back.`;
      const code = await followRelease(context, answer, { wait: values['no-wait'] !== true, news });
      // A region that has the pair already is where it was wanted.
      const isShort = answer.refused.some(({ failure: { reason } }) => reason !== 'PAIR_IS_LIVE');
      return isShort && code === EXIT.done ? EXIT.failed : code;
    };
  },
});
