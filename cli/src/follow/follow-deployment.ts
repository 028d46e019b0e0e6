import { type Deployment, type DeploymentStatus, isTerminal } from '@proving-ground/shared';
import { readDeployment } from '../api/records.ts';
import type { CommandContext } from '../command-line/command.ts';
import { EXIT, type ExitCode } from '../command-line/exit-codes.ts';
import { changedSteps } from './changed-steps.ts';
import { deploymentOutcome } from './deployment-outcome.ts';
import { watch } from './watch.ts';

/** Ends a deployment may come to that are no failure of what was asked for. */
export const GOOD_ENDS: readonly DeploymentStatus[] = ['live', 'held', 'deleted'];

/** Prints each step as it changes, and in the end what came of it; the exit code says whether that was wanted. */
export async function followDeployment(
  context: CommandContext,
  id: string,
  wanted: readonly DeploymentStatus[] = GOOD_ENDS,
): Promise<ExitCode> {
  const { api, output } = context;
  let before: Deployment | null = null;
  const ended = await watch({
    context,
    look: () => readDeployment(api, id),
    onLook: (now) => {
      for (const line of changedSteps(before, now)) output.progress(`${line}\n`);
      before = now;
    },
    isOver: ({ status }) => isTerminal(status),
    goesOn: `Deployment ${id} goes on without this command. To stop it: npm run pg -- cancel ${id}`,
  });
  output.result({ text: `\n${deploymentOutcome(ended)}`, document: { deployment: ended } });
  // Held because its gate could not decide is not what was asked for: somebody has to look.
  const isWanted = wanted.includes(ended.status) && ended.gate?.status !== 'undecided';
  return isWanted ? EXIT.done : EXIT.failed;
}

/** What follows the call that made a deployment: either its end, or only its name. */
export async function followStarted(
  context: CommandContext,
  started: { readonly deploymentId: string; readonly created: boolean },
  { wait }: { readonly wait: boolean },
): Promise<ExitCode> {
  const { deploymentId, created } = started;
  const news = created ? `Deployment ${deploymentId} has started.` : `Deployment ${deploymentId} has this key already.`;
  if (!wait) {
    context.output.result({ text: `${news}\n`, document: started });
    return EXIT.done;
  }
  context.output.progress(`${news}\n`);
  return await followDeployment(context, deploymentId);
}
