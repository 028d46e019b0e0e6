import { deploymentId, Failure } from '@proving-ground/shared';
import { readDeployment } from '../api/records.ts';
import { type CommandContext, defineCommand } from '../command-line/command.ts';
import { EXIT } from '../command-line/exit-codes.ts';
import { Interrupted } from '../command-line/interrupts.ts';
import { oneOf, validated } from '../command-line/option-values.ts';

const IMAGES = ['backend', 'agent'] as const;
type Image = (typeof IMAGES)[number];

export const logsCommand = defineCommand({
  name: 'logs',
  usage: `logs DEPLOYMENT           the log of a build, as it is written
    --image IMAGE         backend or agent (backend, unless the agent alone is built)
`,
  operands: ['DEPLOYMENT'],
  options: { image: { type: 'string' } },
  read: ({ values, operands: [operand] }) => {
    const id = validated(deploymentId, operand, 'DEPLOYMENT');
    const wanted = values.image === undefined ? null : oneOf(IMAGES, values.image, '--image');
    return async (context) => {
      const { scope } = (await readDeployment(context.api, id)).spec;
      const image = wanted ?? (scope === 'agent' ? 'agent' : 'backend');
      const text = await followLog(context, id, image);
      context.output.result({
        text: text === '' ? `Deployment ${id} has no log of the ${image}: that image was not built.\n` : '',
        document: { deploymentId: id, image, log: text },
      });
      return EXIT.done;
    };
  },
});

/** Reads on where a stream ended, until the build has. */
async function followLog({ api, output, interrupts }: CommandContext, id: string, build: Image): Promise<string> {
  const signal = interrupts.current();
  const texts: string[] = [];
  let offsetBytes = 0;
  for (;;) {
    const from = offsetBytes;
    try {
      const { complete } = await api.stream(
        'followBuildLog',
        { deploymentId: id, build, offsetBytes },
        {
          signal,
          onChunk: ({ text, nextOffsetBytes }) => {
            offsetBytes = nextOffsetBytes;
            texts.push(text);
            output.progress(text);
          },
        },
      );
      if (complete) return texts.join('');
    } catch (error) {
      if (signal.aborted) throw new Interrupted('The build goes on.');
      const isCut = error instanceof Failure && error.record.reason === 'CONNECTION_CUT';
      // A connection that brings nothing is not tried for ever.
      if (!isCut || offsetBytes === from) throw error;
    }
  }
}
