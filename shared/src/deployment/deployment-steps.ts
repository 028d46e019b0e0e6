import { z } from 'zod';
import { failureRecord } from '../failure.ts';

/** `switch`: traffic goes to a pair that is there already. `delete`: the pair's services and images are removed. */
export const deploymentKind = z.enum(['deploy', 'switch', 'delete']);
export type DeploymentKind = z.infer<typeof deploymentKind>;

/** All steps in the order they are shown; the two builds run side by side. */
export const STEP_IDS = [
  'check',
  'repository',
  'source',
  'buildBackend',
  'buildAgent',
  'deployBackend',
  'grantBackend',
  'deployAgent',
  'grantAgent',
  'verify',
  'gate',
  'release',
  'removeAgent',
  'removeBackend',
  'removeImages',
  'confirmGone',
] as const;
export const stepId = z.enum(STEP_IDS);
export type StepId = z.infer<typeof stepId>;

/** Which of them each kind has; the others are skipped from the start. */
export const KIND_STEPS: Readonly<Record<DeploymentKind, readonly StepId[]>> = {
  deploy: STEP_IDS.slice(0, STEP_IDS.indexOf('removeAgent')),
  switch: ['check', 'verify', 'release'],
  // The agent first: while it is there, somebody might ask it.
  delete: ['removeAgent', 'removeBackend', 'removeImages', 'confirmGone'],
};

/** Which steps must be done before one may start. */
export const STEP_NEEDS: Readonly<Record<StepId, readonly StepId[]>> = {
  check: [],
  repository: ['check'],
  source: ['check'],
  buildBackend: ['repository', 'source'],
  buildAgent: ['repository', 'source'],
  // Waits for both builds, so that a broken agent image never touches the backend of the pair that serves.
  deployBackend: ['buildBackend', 'buildAgent'],
  grantBackend: ['deployBackend'],
  deployAgent: ['grantBackend'],
  grantAgent: ['deployAgent'],
  verify: ['grantAgent'],
  gate: ['verify'],
  release: ['gate'],
  removeAgent: [],
  removeBackend: ['removeAgent'],
  removeImages: ['removeBackend'],
  confirmGone: ['removeImages'],
};

export const stepStatus = z.enum(['pending', 'running', 'done', 'failed', 'skipped']);
export type StepStatus = z.infer<typeof stepStatus>;

export const deploymentStep = z.strictObject({
  status: stepStatus,
  /** Counts the effects begun for this step; part of the tag that finds a build again. */
  attempt: z.int().min(0),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** One line on what is going on or what came of it. */
  detail: z.string().max(500),
  failure: failureRecord.nullable(),
});
export type DeploymentStep = z.infer<typeof deploymentStep>;

/** A step that a deployment does not have. */
export const ABSENT_STEP: DeploymentStep = {
  status: 'skipped',
  attempt: 0,
  startedAt: null,
  endedAt: null,
  detail: '',
  failure: null,
};

/** Every step of a deployment; those that were not thought of yet when its record was written are absent. */
export const deploymentSteps = z
  .partialRecord(stepId, deploymentStep)
  .transform((steps) => ({ ...ABSENT_STEPS, ...steps }) as Record<StepId, DeploymentStep>);

const ABSENT_STEPS = Object.fromEntries(STEP_IDS.map((step) => [step, ABSENT_STEP]));
