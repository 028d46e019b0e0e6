import { type Deployment, type DeploymentSpecInput, deploymentSpec } from '@proving-ground/shared';
import { planDeployment } from '../deployments/plan-deployment.ts';

/** The instant at which built deployments begin. */
export const STARTED_AT = new Date('2026-03-01T12:00:00.000Z');

interface Wishes extends Partial<Omit<Deployment, 'spec' | 'specHash' | 'steps'>> {
  readonly spec?: DeploymentSpecInput;
  /** Changes to single steps of the plan. */
  readonly steps?: { readonly [S in keyof Deployment['steps']]?: Partial<Deployment['steps'][S]> };
  readonly startedAt?: Date;
}

/** A freshly planned deployment with the codelab's values, and whatever a test wants to be different. */
export function aDeployment(wishes: Wishes = {}): Deployment {
  const { id = 'a1b2c3d4e5', spec = {}, steps = {}, startedAt = STARTED_AT, ...rest } = wishes;
  const requestedBy = { uid: 'uid-1', email: 'operator@example.com' };
  const planned = planDeployment({
    id,
    spec: deploymentSpec.parse(spec),
    live: null,
    agentVersion: null,
    requestedBy,
    now: startedAt,
  });
  const changed = Object.entries(steps).map(([step, change]) => [
    step,
    { ...planned.steps[step as keyof Deployment['steps']], ...change },
  ]);
  return { ...planned, ...rest, steps: { ...planned.steps, ...Object.fromEntries(changed) } };
}
