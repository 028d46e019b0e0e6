import type { Log } from '../platform/log.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { Wake } from './advance-deployment.ts';

/** A look that is a little late is no reason to worry. */
const GRACE_MS = 10_000;
const MAX_WOKEN = 100;

/** Wakes every deployment whose next look is overdue: its task was lost, or whoever held it died. */
export async function sweepDeployments(dependencies: {
  readonly deployments: Pick<DeploymentStore, 'overdue'>;
  readonly wake: Wake;
  readonly now: Date;
  readonly log: Log;
}): Promise<void> {
  const { deployments, wake, now, log } = dependencies;
  const overdue = await deployments.overdue(new Date(now.getTime() - GRACE_MS), MAX_WOKEN);
  if (overdue.length > 0) log.info('sweep.woke', { deploymentIds: overdue });
  for (const deploymentId of overdue) await wake({ deploymentId, epoch: null, inMs: 0 });
}
