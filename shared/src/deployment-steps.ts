import { z } from 'zod';
import { failureRecord } from './failure.ts';

/** The steps of a deployment in the order they are shown; the two builds run side by side. */
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
  'release',
] as const;
export const stepId = z.enum(STEP_IDS);
export type StepId = z.infer<typeof stepId>;

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
  release: ['verify'],
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
