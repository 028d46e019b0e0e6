import { type Deployment, type DeploymentStatus, MODEL_CATALOGUE } from '@proving-ground/shared';
import { regionLines } from './region-lines.ts';

/** "Gemma 3 270M in 3 regions" */
export function releaseTitle(deployments: readonly Deployment[]): string {
  const [first] = deployments;
  const count = regionLines(deployments).length;
  const where = `${count} ${count === 1 ? 'region' : 'regions'}`;
  if (!first) return `Release in ${where}`;
  const { label } = MODEL_CATALOGUE[first.spec.model];
  return first.kind === 'switch' ? `Rollback to ${label} in ${where}` : `${label} in ${where}`;
}

const WORDS: Readonly<Record<DeploymentStatus, string>> = {
  running: 'at work',
  live: 'live',
  held: 'held before traffic',
  deleted: 'deleted',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** "2 live, 1 failed, 1 not begun" */
export function releaseSummary(deployments: readonly Deployment[]): string {
  const statuses = Object.keys(WORDS) as DeploymentStatus[];
  const parts = statuses.flatMap((status) => {
    const count = deployments.filter((deployment) => deployment.status === status).length;
    return count > 0 ? [`${count} ${WORDS[status]}`] : [];
  });
  const missing = regionLines(deployments).filter(({ deployment }) => deployment === null).length;
  return [...parts, ...(missing > 0 ? [`${missing} not begun`] : [])].join(', ');
}
