import {
  ABSENT_STEP,
  type Deployment,
  type DeploymentKind,
  type DeploymentScope,
  type DeploymentSpec,
  type DeploymentStep,
  gateSecondsOf,
  KIND_STEPS,
  type ReleasedVersion,
  type ReleaseGroup,
  STEP_IDS,
  type StepId,
} from '@proving-ground/shared';
import { stableHash } from '../platform/stable-hash.ts';

/** Long enough for a cold image build of several GB and a first GPU roll-out; a load gate has its own time on top. */
const DEADLINE_MS = 60 * 60_000;

const PENDING: DeploymentStep = {
  status: 'pending',
  attempt: 0,
  startedAt: null,
  endedAt: null,
  detail: '',
  failure: null,
};

/** What each scope takes over from the pair that is live instead of making it. */
const TAKEN_OVER: Readonly<Record<DeploymentScope, { readonly steps: readonly StepId[]; readonly detail: string }>> = {
  pair: { steps: [], detail: '' },
  backend: { steps: ['buildAgent'], detail: 'The image of the live agent is used again.' },
  agent: {
    steps: ['buildBackend', 'deployBackend', 'grantBackend'],
    detail: 'The live backend stays as it is.',
  },
  settings: {
    steps: ['repository', 'source', 'buildBackend', 'buildAgent'],
    detail: 'The images of the live pair are used again.',
  },
};

interface Plan {
  readonly id: string;
  readonly requestedBy: Deployment['requestedBy'];
  readonly now: Date;
  /** Set for a release in several regions. */
  readonly release?: ReleaseGroup;
}

/**
 * The record a deployment starts from: everything still to do, but for what its scope takes over from the live pair.
 * Pure. @throws Error for a scope that needs a live pair, without one
 */
export function planDeployment(
  input: Plan & {
    readonly spec: DeploymentSpec;
    readonly live: Deployment | null;
    /** What `spec.agent.version` names. */
    readonly agentVersion: ReleasedVersion | null;
  },
): Deployment {
  const { live, spec: asked, agentVersion } = input;
  const { scope } = asked;
  if (scope === 'pair') return { ...draft(input, asked, stableHash(asked)), agentVersion };
  if (!live) throw new Error(`The scope ${scope} needs a live pair.`);
  const { steps, detail } = TAKEN_OVER[scope];
  const keepsBackend = scope === 'agent';
  // The hash is of what was asked: the same call later, when another pair is live, still means this deployment.
  const planned = draft(input, keepsBackend ? { ...asked, backend: live.spec.backend } : asked, stableHash(asked));
  return {
    ...planned,
    agentVersion,
    steps: { ...planned.steps, ...skipping(steps, detail, input.now) },
    builds: {
      backend: scope === 'backend' ? null : live.builds.backend,
      agent: scope === 'agent' ? null : live.builds.agent,
    },
    revisions: { backend: keepsBackend ? live.revisions.backend : null, agent: null },
  };
}

/** The hash of what is asked for where it is about a pair that is there: each such deployment names one. Pure. */
export function pairHash(kind: 'switch' | 'delete', pairOf: string): string {
  return stableHash({ kind, pairOf });
}

/** The record of a deployment that only moves traffic to a pair which is there already: whoever asks for it has no time for a
 * load gate, or has seen what it said. Pure. */
export function planSwitch(input: Plan & { readonly pair: Deployment }): Deployment {
  const { pair, now } = input;
  const planned = ofPair('switch', input);
  const left = KIND_STEPS.deploy.filter((step) => !KIND_STEPS.switch.includes(step) && step !== 'gate');
  return {
    ...planned,
    steps: { ...planned.steps, ...skipping(left, 'The pair is there already.', now) },
    builds: pair.builds,
    revisions: pair.revisions,
  };
}

/** The record of a deletion. Pure. */
export function planDeletion(input: Plan & { readonly pair: Deployment }): Deployment {
  return ofPair('delete', input);
}

function ofPair(kind: 'switch' | 'delete', input: Plan & { readonly pair: Deployment }): Deployment {
  const { pair } = input;
  const { agentVersion } = pair;
  return { ...draft(input, pair.spec, pairHash(kind, pair.id), kind), pairOf: pair.id, agentVersion };
}

function skipping(steps: readonly StepId[], detail: string, now: Date): Partial<Deployment['steps']> {
  const skipped = { ...PENDING, status: 'skipped' as const, detail, endedAt: now.toISOString() };
  return Object.fromEntries(steps.map((step) => [step, skipped]));
}

function draft(
  { id, requestedBy, now, release }: Plan,
  spec: DeploymentSpec,
  specHash: string,
  kind: DeploymentKind = 'deploy',
): Deployment {
  const at = now.toISOString();
  const gate = kind === 'deploy' ? spec.gate : null;
  const gateMs = gate ? gateSecondsOf(gate).most * 1_000 : 0;
  const own = KIND_STEPS[kind].filter((step) => step !== 'gate' || gate);
  return {
    id,
    kind,
    pairOf: null,
    release: release ?? null,
    spec,
    specHash,
    requestedBy,
    createdAt: at,
    updatedAt: at,
    endedAt: null,
    deadlineAt: new Date(now.getTime() + DEADLINE_MS + gateMs).toISOString(),
    status: 'running',
    cancelRequested: false,
    steps: Object.fromEntries(
      STEP_IDS.map((step) => [step, own.includes(step) ? PENDING : ABSENT_STEP]),
    ) as Deployment['steps'],
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
    nextLookAt: at,
    transientErrors: 0,
    eventCount: 0,
  };
}
