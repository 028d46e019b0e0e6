import type { Deployment } from '../deployment/deployment.ts';
import { deploymentSpec } from '../deployment/deployment-spec.ts';
import { ABSENT_STEP, type DeploymentStep, KIND_STEPS, STEP_IDS, type StepId } from '../deployment/deployment-steps.ts';

const PENDING: DeploymentStep = {
  status: 'pending',
  attempt: 0,
  startedAt: null,
  endedAt: null,
  detail: '',
  failure: null,
};

/** A step that took from one second of the deployment to another. */
export function aStep(part: Partial<DeploymentStep> & { readonly fromSecond?: number; readonly toSecond?: number }) {
  const { fromSecond, toSecond, ...rest } = part;
  const at = (second: number | undefined) =>
    second === undefined ? null : new Date(Date.parse('2026-03-01T10:00:00.000Z') + second * 1_000).toISOString();
  return { ...PENDING, attempt: 1, startedAt: at(fromSecond), endedAt: at(toSecond), ...rest } satisfies DeploymentStep;
}

/** A deployment of the default spec that was just asked for, changed where the test needs it. */
export function aDeployment({
  steps = {},
  ...part
}: Partial<Omit<Deployment, 'steps'>> & {
  readonly steps?: Partial<Record<StepId, Partial<DeploymentStep>>>;
} = {}): Deployment {
  const all = STEP_IDS.map((id) => {
    const start = KIND_STEPS[part.kind ?? 'deploy'].includes(id) ? PENDING : ABSENT_STEP;
    return [id, { ...start, ...steps[id] }] as const;
  });
  return {
    id: 'd1',
    kind: 'deploy',
    pairOf: null,
    release: null,
    spec: deploymentSpec.parse({}),
    specHash: 'hash',
    requestedBy: { uid: 'u1', email: 'operator@example.com' },
    createdAt: '2026-03-01T10:00:00.000Z',
    updatedAt: '2026-03-01T10:00:00.000Z',
    endedAt: null,
    deadlineAt: '2026-03-01T11:00:00.000Z',
    status: 'running',
    cancelRequested: false,
    steps: Object.fromEntries(all) as Deployment['steps'],
    builds: { backend: null, agent: null },
    revisions: { backend: null, agent: null },
    replaced: null,
    agentVersion: null,
    verification: null,
    gate: null,
    failure: null,
    epoch: 0,
    leaseUntil: null,
    newsWaiting: false,
    nextLookAt: '2026-03-01T10:00:00.000Z',
    transientErrors: 0,
    eventCount: 0,
    ...part,
  };
}

/** The same at its good end, with the proof that the agent answers. */
export function aLiveDeployment(part: Partial<Omit<Deployment, 'steps'>> = {}): Deployment {
  return aDeployment({
    status: 'live',
    updatedAt: '2026-03-01T10:01:30.000Z',
    steps: { check: { status: 'done', detail: 'Nothing stands in the way.' }, release: { status: 'done' } },
    revisions: {
      backend: null,
      agent: { revision: 'agent-d1', url: 'https://agent.example.com', tagUrl: 'https://d1---agent.example.com' },
    },
    verification: [{ question: 'What do pandas eat?', answer: 'Bamboo.', ttftMs: null, totalMs: 900 }],
    ...part,
  });
}
