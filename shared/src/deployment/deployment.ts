import { z } from 'zod';
import { releasedVersion } from '../agent/agent-version.ts';
import { failureRecord } from '../failure.ts';
import { gateRecord } from '../gate/gate-record.ts';
import { deploymentSpec } from './deployment-spec.ts';
import { deploymentKind, deploymentSteps, stepId } from './deployment-steps.ts';
import { releaseGroup } from './release.ts';

/** `held`: the pair is verified and there, but gets no traffic until somebody promotes it. */
export const deploymentStatus = z.enum(['running', 'live', 'held', 'deleted', 'failed', 'cancelled']);
export type DeploymentStatus = z.infer<typeof deploymentStatus>;

/** Whether nothing will change the deployment any more. */
export function isTerminal(status: DeploymentStatus): boolean {
  return status !== 'running';
}

const buildRecord = z.strictObject({
  buildId: z.string(),
  /** Where Cloud Build writes the log: bucket and object. */
  logBucket: z.string(),
  logObject: z.string(),
  /** `host/project/repository/name@sha256:…`; null until the build has succeeded. */
  imageByDigest: z.string().nullable(),
  /** What Cloud Build said last, for example WORKING. */
  status: z.string(),
});
export type BuildRecord = z.infer<typeof buildRecord>;

const revisionRecord = z.strictObject({
  revision: z.string(),
  /** Of the service: whatever gets the traffic answers there. */
  url: z.url().nullable(),
  /** Of this very revision, by its tag. */
  tagUrl: z.url().nullable().default(null),
});
export type RevisionRecord = z.infer<typeof revisionRecord>;

/** One question that the new agent was asked through its tag, and what it said. */
const verification = z.strictObject({
  question: z.string(),
  answer: z.string(),
  ttftMs: z.number().nullable(),
  totalMs: z.number(),
});
export type Verification = z.infer<typeof verification>;

/** Earlier records hold the one question that there was. */
const verifications = z.preprocess(
  (value) => (Array.isArray(value) || value === null ? value : [value]),
  z.array(verification),
);

/** `deployments/{id}`: one deployment from the press of the button to its outcome. */
export const deployment = z.strictObject({
  id: z.string(),
  kind: deploymentKind.default('deploy'),
  /** The deployment whose pair a switch brings back or promotes, or a deletion removes. */
  pairOf: z.string().nullable().default(null),
  /** The release in several regions that it is one of; null: it stands for itself. */
  release: releaseGroup.nullable().default(null),
  spec: deploymentSpec,
  /** Hash of the spec: the same idempotency key with another spec is refused. */
  specHash: z.string(),
  requestedBy: z.strictObject({ uid: z.string(), email: z.string().nullable() }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** Past this instant the deployment fails, whatever it waits for. */
  deadlineAt: z.iso.datetime(),
  status: deploymentStatus,
  cancelRequested: z.boolean(),
  steps: deploymentSteps,
  builds: z.strictObject({ backend: buildRecord.nullable(), agent: buildRecord.nullable() }),
  revisions: z.strictObject({ backend: revisionRecord.nullable(), agent: revisionRecord.nullable() }),
  /** What had the traffic before it was moved: it gets it back when the release fails. */
  replaced: z
    .strictObject({
      backend: z.string().nullable(),
      agent: z.string().nullable(),
      /** Whether everybody could call the agent. */
      wasPublic: z.boolean().default(false),
    })
    .nullable()
    .default(null),
  /** The version that `spec.agent.version` named, as it was saved. */
  agentVersion: releasedVersion.nullable().default(null),
  /** Null until every check of the agent has been met. */
  verification: verifications.nullable(),
  /** What the load gate has measured and come to; null while it has not begun, or was not asked for. */
  gate: gateRecord.nullable().default(null),
  failure: failureRecord.nullable(),
  /** Fencing number: only the holder of the newest lease may write. */
  epoch: z.int().min(0),
  leaseUntil: z.iso.datetime().nullable(),
  /** Somebody was woken while another held the lease: the holder looks again at once instead of after its pause. */
  newsWaiting: z.boolean(),
  /** When the loop means to look again; the sweeper wakes what is overdue. */
  nextLookAt: z.iso.datetime(),
  /** Transient errors in a row; a success sets it back. */
  transientErrors: z.int().min(0),
  eventCount: z.int().min(0),
});
export type Deployment = z.infer<typeof deployment>;

/** `deployments/{id}/events/{seq}`: what happened, in order, append-only. */
export const deploymentEvent = z.strictObject({
  seq: z.int().min(0),
  at: z.iso.datetime(),
  step: stepId.nullable(),
  level: z.enum(['info', 'error']),
  message: z.string().max(1_000),
});
export type DeploymentEvent = z.infer<typeof deploymentEvent>;
