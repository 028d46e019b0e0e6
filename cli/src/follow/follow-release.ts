import { type CallableResponse, type Deployment, isTerminal } from '@proving-ground/shared';
import { readDeployment } from '../api/records.ts';
import type { CommandContext } from '../command-line/command.ts';
import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import { changedSteps } from './changed-steps.ts';
import { deploymentOutcome } from './deployment-outcome.ts';
import { GOOD_ENDS } from './follow-deployment.ts';
import { watch } from './watch.ts';

type Started = Pick<CallableResponse<'startRelease'>, 'releaseId' | 'deployments'>;

/** Prints each step of each region as it changes, and in the end what came of all; the exit code is good when every region's
 * end is. */
export async function followRelease(
  context: CommandContext,
  { releaseId, deployments }: Started,
  { wait, news }: { readonly wait: boolean; readonly news: string },
): Promise<ExitCode> {
  const { api, output } = context;
  const named = deployments.map(({ region, deploymentId }) => `  ${region}: deployment ${deploymentId}\n`).join('');
  if (!wait) {
    output.result({ text: `${news}\n${named}`, document: { releaseId, deployments } });
    return EXIT.done;
  }
  output.progress(`${news}\n${named}`);
  const before = new Map<string, Deployment>();
  const ended = await watch({
    context,
    look: () => Promise.all(deployments.map(({ deploymentId }) => readDeployment(api, deploymentId))),
    onLook: (all) => {
      for (const now of all) {
        const lines = changedSteps(before.get(now.id) ?? null, now);
        for (const line of lines) output.progress(`${now.spec.region.padEnd(WIDTH)}${line}\n`);
        before.set(now.id, now);
      }
    },
    isOver: (all) => all.every(({ status }) => isTerminal(status)),
    goesOn: `Release ${releaseId} goes on without this command. To stop it: npm run pg -- cancel, with each deployment.`,
  });
  const text = ended.map((deployment) => `\n${deployment.spec.region}\n${deploymentOutcome(deployment)}`).join('');
  output.result({ text, document: { releaseId, deployments: ended } });
  return ended.every(({ status }) => GOOD_ENDS.includes(status)) ? EXIT.done : EXIT.failed;
}

/** Of the longest region's name, with a space. */
const WIDTH = 18;
