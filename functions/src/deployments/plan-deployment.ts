import { createHash } from 'node:crypto';
import { type Deployment, type DeploymentSpec, type DeploymentStep, STEP_IDS } from '@proving-ground/shared';

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

/** The same person with the same key always means the same deployment. */
export function deploymentId(uid: string, idempotencyKey: string): string {
  return sha256(`${uid}\n${idempotencyKey}`).slice(0, 20);
}

/** Equal for equal specs, whatever the order of their fields. */
export function specHash(spec: DeploymentSpec): string {
  return sha256(JSON.stringify(sortKeys(spec)));
}

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
    specHash: specHash(input.spec),
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

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}
