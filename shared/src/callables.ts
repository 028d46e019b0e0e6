import { z } from 'zod';
import { agentProfile } from './agent-profile.ts';
import { agentVersionNote, agentVersionNumber } from './agent-version.ts';
import { alertSettings } from './alerts/alert-settings.ts';
import { buildLogChunk, buildLogEnd, buildLogRequest } from './build-log.ts';
import { capacitySpec } from './capacity-search-spec.ts';
import { capacitySearchId, capacitySearchStatus } from './capacity-search-status.ts';
import {
  answerFeedback,
  chatComparison,
  chatId,
  chatQuestion,
  chatTarget,
  chatTitle,
  chatTurn,
  chatTurnStatus,
} from './chat-record.ts';
import { serviceName } from './cloud-run-rules.ts';
import { gpuUsdPerHour } from './cost.ts';
import { deploymentStatus } from './deployment.ts';
import { deploymentId } from './deployment-id.ts';
import { deploymentSpec } from './deployment-spec.ts';
import { gpuType } from './gpu-types.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { inventory } from './inventory.ts';
import { LOAD_LIMITS } from './load-limits.ts';
import { loadScheduleId, loadSchedulePlan } from './load-schedule.ts';
import { loadSpec } from './load-spec.ts';
import { loadTestId, loadTestNote, loadTestStatus } from './load-test.ts';
import { loadTargetName } from './load-test-target.ts';
import { preflightReport } from './preflight.ts';
import { releaseId, releaseRegions, releaseRequest, releaseRolledBack, releaseStarted } from './release.ts';
import { type Role, role } from './roles.ts';
import { dailyGpuCapUsd } from './spending.ts';

interface CallableContract {
  /** The least role that may call; null: anyone signed in. */
  readonly role: Role | null;
  readonly request: z.ZodType;
  readonly response: z.ZodType;
  /** Only on streaming callables. */
  readonly chunk?: z.ZodType;
}

/** The contract of every callable: console, scripts and functions read the same table. */
export const CALLABLES = {
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
  /** What of ours is really there in the cloud, and what of it costs money. */
  takeInventory: { role: 'viewer', request: z.strictObject({}), response: inventory },
  /** What stands in the way of a deployment, before anything costs money. */
  preflight: {
    role: 'operator',
    /** `regions`: all that the release goes to, for the cap; the rest is about the region of the spec. */
    request: z.strictObject({ spec: deploymentSpec.prefault({}), regions: releaseRegions.optional() }),
    response: preflightReport,
  },
  setSpendingCap: {
    role: 'owner',
    request: z.strictObject({ dailyGpuCapUsd }),
    response: z.strictObject({ dailyGpuCapUsd }),
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
  /** What is watched, and who is told. The secret that signs webhooks is answered once, when it is new. */
  setAlerts: {
    role: 'owner',
    request: z.strictObject({ settings: alertSettings, newWebhookSecret: z.boolean().default(false) }),
    response: z.strictObject({ webhookSecret: z.string().nullable() }),
  },
  /** Tells everybody who would be told, so that it can be seen to arrive. */
  testNotification: {
    role: 'owner',
    request: z.strictObject({ idempotencyKey }),
    response: z.strictObject({ notificationId: z.string() }),
  },
  /** What one GPU costs in an hour where no list price could be verified; null takes it back. */
  setGpuPrice: {
    role: 'owner',
    request: z.strictObject({ gpuType, gpuUsdPerHour: gpuUsdPerHour.nullable() }),
    response: z.strictObject({ gpuType, gpuUsdPerHour: gpuUsdPerHour.nullable() }),
  },
  followBuildLog: { role: 'viewer', request: buildLogRequest, response: buildLogEnd, chunk: buildLogChunk },
  /** Puts a question on record and has it answered; the answer is followed in the record of the turn. */
  ask: {
    role: 'viewer',
    request: z.strictObject({
      /** A chat that is not there begins with this question. */
      chatId,
      askId: chatTurn.shape.askId,
      /** The turn that the question follows; null: it is the first, or takes the place of the first. */
      parent: chatTurn.shape.parent,
      question: chatQuestion,
      target: chatTarget,
      comparison: chatComparison.nullable().default(null),
    }),
    response: z.strictObject({ turn: chatTurn.shape.index, created: z.boolean() }),
  },
  stopAnswer: {
    role: 'viewer',
    request: z.strictObject({ chatId, turn: chatTurn.shape.index }),
    response: z.strictObject({ status: chatTurnStatus }),
  },
  renameChat: {
    role: 'viewer',
    request: z.strictObject({ chatId, title: chatTitle }),
    response: z.strictObject({ title: chatTitle }),
  },
  /** The chat goes for good after some minutes, unless it is restored. */
  deleteChat: { role: 'viewer', request: z.strictObject({ chatId }), response: z.strictObject({ chatId }) },
  restoreChat: { role: 'viewer', request: z.strictObject({ chatId }), response: z.strictObject({ chatId }) },
  /** Null takes it back. */
  rateAnswer: {
    role: 'viewer',
    request: z.strictObject({ chatId, turn: chatTurn.shape.index, feedback: answerFeedback.nullable() }),
    response: z.strictObject({ feedback: answerFeedback.nullable() }),
  },
  startLoadTest: {
    role: 'operator',
    request: z.strictObject({
      idempotencyKey,
      target: loadTargetName,
      spec: loadSpec.prefault({}),
      note: loadTestNote,
      /** As many as the load needs, unless given. */
      shardCount: z.int().min(1).max(LOAD_LIMITS.shards).optional(),
    }),
    response: z.strictObject({ loadTestId, created: z.boolean() }),
  },
  stopLoadTest: {
    role: 'operator',
    request: z.strictObject({ loadTestId }),
    response: z.strictObject({ loadTestId, status: loadTestStatus }),
  },
  /** Null: no test of the target is the one that others are compared with. */
  setLoadBaseline: {
    role: 'operator',
    request: z.strictObject({ target: loadTargetName, loadTestId: loadTestId.nullable() }),
    response: z.strictObject({ baselineLoadTestId: loadTestId.nullable() }),
  },
  saveLoadSchedule: {
    role: 'operator',
    /** Without an id a new schedule is made, one for each idempotency key. */
    request: z.strictObject({ idempotencyKey, scheduleId: loadScheduleId.optional(), plan: loadSchedulePlan }),
    response: z.strictObject({ scheduleId: loadScheduleId, nextRunAt: z.iso.datetime().nullable() }),
  },
  deleteLoadSchedule: {
    role: 'operator',
    request: z.strictObject({ scheduleId: loadScheduleId }),
    response: z.strictObject({ scheduleId: loadScheduleId }),
  },
  /** Looks for the highest load that keeps the thresholds, by load tests one after the other. */
  startCapacitySearch: {
    role: 'operator',
    request: z.strictObject({ idempotencyKey, target: loadTargetName, spec: capacitySpec.prefault({}) }),
    response: z.strictObject({ searchId: capacitySearchId, created: z.boolean() }),
  },
  stopCapacitySearch: {
    role: 'operator',
    request: z.strictObject({ searchId: capacitySearchId }),
    response: z.strictObject({ searchId: capacitySearchId, status: capacitySearchStatus }),
  },
  claimRole: { role: null, request: z.strictObject({}), response: z.strictObject({ role: role.nullable() }) },
} as const satisfies Record<string, CallableContract>;

export type CallableName = keyof typeof CALLABLES;
export type CallableInput<N extends CallableName> = z.input<(typeof CALLABLES)[N]['request']>;
export type CallableRequest<N extends CallableName> = z.output<(typeof CALLABLES)[N]['request']>;
export type CallableResponse<N extends CallableName> = z.output<(typeof CALLABLES)[N]['response']>;
export type CallableChunk<N extends CallableName> = (typeof CALLABLES)[N] extends { readonly chunk: z.ZodType }
  ? z.output<(typeof CALLABLES)[N]['chunk']>
  : never;
