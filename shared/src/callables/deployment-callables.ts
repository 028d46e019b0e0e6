import { z } from 'zod';
import { agentProfile } from '../agent/agent-profile.ts';
import { agentVersionNote, agentVersionNumber } from '../agent/agent-version.ts';
import { buildLogChunk, buildLogEnd, buildLogRequest } from '../deployment/build-log.ts';
import { serviceName } from '../deployment/cloud-run-rules.ts';
import { deploymentStatus } from '../deployment/deployment.ts';
import { deploymentId } from '../deployment/deployment-id.ts';
import { deploymentSpec } from '../deployment/deployment-spec.ts';
import { preflightReport } from '../deployment/preflight.ts';
import { releaseId, releaseRegions, releaseRequest, releaseRolledBack, releaseStarted } from '../deployment/release.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import type { CallableContracts } from './callable-contract.ts';

/** Deployments, releases and the versions of agents that they bring. */
export const DEPLOYMENT_CALLABLES = {
  startDeployment: {
    role: 'operator',
    request: z.strictObject({ idempotencyKey, spec: deploymentSpec.prefault({}) }),
    response: z.strictObject({ deploymentId, created: z.boolean() }),
  },
  /** The same in several regions, one deployment each; either all of them are started or none. */
  startRelease: { role: 'operator', request: releaseRequest, response: releaseStarted },
  cancelDeployment: {
    role: 'operator',
    request: z.strictObject({ deploymentId }),
    response: z.strictObject({ deploymentId, status: deploymentStatus }),
  },
  /** Brings an earlier pair back: its revisions are still there, so nothing is built. */
  rollback: {
    role: 'operator',
    request: z.strictObject({ idempotencyKey, deploymentId }),
    response: z.strictObject({ deploymentId, created: z.boolean() }),
  },
  /** Brings the pairs of an earlier release back in all its regions, where that can be done. */
  rollbackRelease: {
    role: 'operator',
    request: z.strictObject({ idempotencyKey, releaseId }),
    response: releaseRolledBack,
  },
  /** Gives the traffic to a pair that was held before it. */
  promote: {
    role: 'operator',
    request: z.strictObject({ idempotencyKey, deploymentId }),
    response: z.strictObject({ deploymentId, created: z.boolean() }),
  },
  /** Removes the services of a deployment with all their revisions, and their images. */
  deleteDeployment: {
    role: 'owner',
    request: z.strictObject({ idempotencyKey, deploymentId }),
    response: z.strictObject({ deploymentId, created: z.boolean() }),
  },
  /** What stands in the way of a deployment, before anything costs money. */
  preflight: {
    role: 'operator',
    /** `regions`: all that the release goes to, for the cap; the rest is about the region of the spec. */
    request: z.strictObject({ spec: deploymentSpec.prefault({}), regions: releaseRegions.optional() }),
    response: preflightReport,
  },
  /** Saves who the agent is as a new version; a deployment releases it. The same profile again is the same version. */
  saveAgentVersion: {
    role: 'operator',
    request: z.strictObject({
      agentServiceName: serviceName,
      /** The newest version the author has seen, 0 without one: what somebody else saved since is not overwritten. */
      latestVersion: z.int().min(0),
      profile: agentProfile,
      note: agentVersionNote,
    }),
    response: z.strictObject({ version: agentVersionNumber, created: z.boolean() }),
  },
  followBuildLog: { role: 'viewer', request: buildLogRequest, response: buildLogEnd, chunk: buildLogChunk },
} as const satisfies CallableContracts;
