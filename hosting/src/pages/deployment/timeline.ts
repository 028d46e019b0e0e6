import {
  type Deployment,
  type DeploymentStep,
  isTerminal,
  KIND_STEPS,
  type StepId,
  type StepStatus,
} from '@proving-ground/shared';
import { foldTakenOver } from './fold-taken-over.ts';

export interface StepView {
  readonly id: StepId;
  readonly title: string;
  /** As stored; a step that an ended deployment never came to is `notReached`. */
  readonly status: StepStatus | 'notReached';
  readonly statusText: string;
  readonly detail: string;
  /** Null until it has begun. */
  readonly durationMs: number | null;
}

/** Steps beside each other in one row run at the same time. */
export type TimelineRow = readonly StepView[];

export const STEP_TITLES: Readonly<Record<StepId, string>> = {
  check: 'Check the project',
  repository: 'Image repository',
  source: 'Upload the sources',
  buildBackend: 'Build the model server',
  buildAgent: 'Build the agent',
  deployBackend: 'Deploy the model server',
  grantBackend: 'Let the agent call the model server',
  deployAgent: 'Deploy the agent',
  grantAgent: 'Let the console call the agent',
  verify: 'Ask a real question',
  gate: 'Compare under load',
  release: 'Move the traffic',
  removeAgent: 'Delete the agent',
  removeBackend: 'Delete the model server',
  removeImages: 'Delete the images',
  confirmGone: 'Look that nothing is left',
};

const ROWS: readonly (readonly StepId[])[] = [
  ['check'],
  ['repository', 'source'],
  ['buildBackend', 'buildAgent'],
  ['deployBackend'],
  ['grantBackend'],
  ['deployAgent'],
  ['grantAgent'],
  ['verify'],
  ['gate'],
  ['release'],
  ['removeAgent'],
  ['removeBackend'],
  ['removeImages'],
  ['confirmGone'],
];

const STATUS_TEXTS: Readonly<Record<StepView['status'], string>> = {
  pending: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  skipped: 'Skipped',
  notReached: 'Not reached',
};

/** The steps of a deployment as they are shown, at a given instant. */
export function timeline(deployment: Deployment, nowMs: number): readonly TimelineRow[] {
  const ended = isTerminal(deployment.status);
  return foldTakenOver(
    ROWS.map((row) => row.filter((id) => isShown(deployment, id)))
      .filter((row) => row.length > 0)
      .map((row) => row.map((id) => stepView(id, deployment.steps[id], { ended, nowMs }))),
  );
}

/** What belongs to the kind, and what its plan says it leaves out. */
function isShown({ kind, steps, spec }: Deployment, id: StepId): boolean {
  if (id === 'gate') return kind === 'deploy' && spec.gate !== null;
  const { status, detail } = steps[id];
  return KIND_STEPS[kind].includes(id) || (status === 'skipped' && detail !== '');
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** What is being done, for a headline: the first step that runs. */
  readonly current: string | null;
}

export function progressOf(deployment: Deployment): Progress {
  const { kind, steps } = deployment;
  const all = KIND_STEPS[kind].filter((id) => isShown(deployment, id));
  const running = all.find((id) => steps[id].status === 'running');
  return {
    done: all.filter((id) => steps[id].status === 'done' || steps[id].status === 'skipped').length,
    total: all.length,
    current: running ? STEP_TITLES[running] : null,
  };
}

function stepView(
  id: StepId,
  step: DeploymentStep,
  { ended, nowMs }: { readonly ended: boolean; readonly nowMs: number },
): StepView {
  // A deployment that was cancelled may leave a step marked as running: nothing works on it any more.
  const status = ended && (step.status === 'pending' || step.status === 'running') ? 'notReached' : step.status;
  return {
    id,
    title: STEP_TITLES[id],
    status,
    statusText: STATUS_TEXTS[status],
    detail: step.failure?.message ?? step.detail,
    durationMs: durationMs(step, status === 'running' ? nowMs : null),
  };
}

function durationMs({ startedAt, endedAt }: DeploymentStep, nowMs: number | null): number | null {
  if (startedAt === null) return null;
  const end = endedAt === null ? nowMs : Date.parse(endedAt);
  return end === null ? null : Math.max(0, end - Date.parse(startedAt));
}
