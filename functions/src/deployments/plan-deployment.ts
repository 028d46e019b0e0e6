import { type Deployment, type DeploymentSpec, type DeploymentStep, STEP_IDS } from '@proving-ground/shared';
import { stableHash } from '../platform/stable-hash.ts';

/** Long enough for a cold image build of several GB and a first GPU roll-out. */
const DEADLINE_MS = 60 * 60_000;

const PENDING: DeploymentStep = {
  status: 'pending',
  attempt: 0,
  startedAt: null,
  endedAt: null,
  detail: '',
  failure: null,
};

/** The record a deployment starts from: nothing done, everything still to do. */
export function planDeployment(input: {
  readonly id: string;
  readonly spec: DeploymentSpec;
  readonly requestedBy: Deployment['requestedBy'];
  readonly now: Date;
}): Deployment {
  const at = input.now.toISOString();
  return {
    id: input.id,
    spec: input.spec,
    specHash: stableHash(input.spec),
    requestedBy: input.requestedBy,
    createdAt: at,
    updatedAt: at,
    endedAt: null,
    deadlineAt: new Date(input.now.getTime() + DEADLINE_MS).toISOString(),
    status: 'running',
    cancelRequested: false,
    steps: Object.fromEntries(STEP_IDS.map((id) => [id, PENDING])) as Deployment['steps'],
    builds: { backend: null, agent: null },
    revisions: { backend: null, agent: null },
    verification: null,
    failure: null,
    epoch: 0,
    leaseUntil: null,
    newsWaiting: false,
    nextLookAt: at,
    transientErrors: 0,
    eventCount: 0,
  };
}
