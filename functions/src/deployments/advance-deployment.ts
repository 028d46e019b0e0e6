import type { Deployment, FailureRecord } from '@proving-ground/shared';
import { internalFailure } from '../platform/internal-failure.ts';
import type { Log } from '../platform/log.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import { activeSteps } from './active-steps.ts';
import { type Applied, applyFailure, applyOutcome, type Outcome } from './apply-outcome.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import type { Effect } from './effect.ts';
import { NOTHING_OBSERVED } from './observation.ts';
import type { Sight } from './observe-cloud.ts';

const LEASE_MS = 60_000;
/** Asking the agent may have to wait for a cold model. */
const VERIFY_LEASE_MS = 180_000;
/** An intent that took longer to write leaves the effect too little of the lease, under which it must be over. */
const MAX_INTENT_MS = 15_000;
/** Rounds that follow at once stay in one call; a loop that never waits is cut here and goes on in the next. */
const MAX_ROUNDS = 25;
/** What a call may have spent when it begins one more round: with it, the slowest round still fits the call. */
const MAX_SPENT_MS = 60_000;

/** Plans the next look; `epoch` lets a look that was overtaken know that it was. */
export type Wake = (request: {
  readonly deploymentId: string;
  readonly epoch: number | null;
  readonly inMs: number;
}) => Promise<void>;

export interface AdvanceDependencies {
  readonly deployments: DeploymentStore;
  readonly observe: (deployment: Deployment) => Promise<Sight>;
  readonly perform: (deployment: Deployment, effect: Effect) => Promise<Outcome>;
  readonly wake: Wake;
  readonly now: () => Date;
  readonly log: Log;
}

/** What a round leaves: when to look again, and under which epoch; null when it is not for us to plan that. */
type NextLook = { readonly inMs: number; readonly epoch: number } | null;

/** Moves a deployment as far as it goes without waiting, then plans the next look. */
export async function advanceDeployment(
  request: { readonly deploymentId: string; readonly epoch: number | null },
  dependencies: AdvanceDependencies,
): Promise<void> {
  const { deploymentId } = request;
  const { now, wake } = dependencies;
  const startedAtMs = now().getTime();
  let epoch = request.epoch;
  for (let round = 1; ; round += 1) {
    const nextLook = await playRound(deploymentId, epoch, dependencies);
    if (!nextLook) return;
    epoch = nextLook.epoch;
    const isSpent = round === MAX_ROUNDS || now().getTime() - startedAtMs >= MAX_SPENT_MS;
    if (nextLook.inMs > 0 || isSpent) {
      await wake({ deploymentId, epoch, inMs: nextLook.inMs });
      return;
    }
  }
}

/** One round: lease, look, decide, at most one effect with its intent written before and its outcome after. */
async function playRound(id: string, plannedAtEpoch: number | null, deps: AdvanceDependencies): Promise<NextLook> {
  const { deployments, observe, perform, now, log } = deps;
  const claim = await deployments.claim({ id, now: now(), leaseUntil: later(now(), LEASE_MS), plannedAtEpoch });
  if (claim.kind !== 'claimed') return null;
  const { record: deployment } = claim;
  const sight = await observe(deployment).catch((error: unknown) => unreadable(deployment, error, log));
  if (sight.kind === 'unreadable') {
    return await finishRound(deployment, applyFailure(deployment, sight.step, sight.failure, now()), 0, deps);
  }
  const decision = decide(deployment, sight.observation, now());
  const { effect } = decision;
  if (!effect) return await finishRound(deployment, withoutEffect(decision), decision.lookAgainInMs, deps);

  const decidedAt = now();
  const leaseUntil = later(decidedAt, effect.kind === 'verify' ? VERIFY_LEASE_MS : LEASE_MS);
  const { next, events } = decision;
  const intent = await deployments.save({ next, events, now: decidedAt, leaseUntil, nextLookAt: leaseUntil });
  if (!intent) return overtaken(id, log);
  // Somebody pressed Cancel between the look and the intent.
  const isCancelled = intent.cancelRequested && !next.cancelRequested;
  if (isCancelled || now().getTime() - decidedAt.getTime() > MAX_INTENT_MS)
    return await finishRound(intent, unchanged(intent), 0, deps);

  const outcome = await perform(intent, effect).catch((error: unknown) => failedBySurprise(id, error, log));
  log.info('deployment.effect', { deploymentId: id, step: effect.step, effect: effect.kind, ok: outcome.ok });
  return await finishRound(intent, applyOutcome(intent, effect, outcome, now()), decision.lookAgainInMs, deps);
}

/** Writes what the round came to and gives the lease back. */
async function finishRound(
  before: Deployment,
  applied: Applied,
  decidedLookMs: number | null,
  { deployments, now, log }: AdvanceDependencies,
): Promise<NextLook> {
  const { next, events } = applied;
  const inMs = applied.lookAgainInMs ?? decidedLookMs;
  const nextLookAt = later(now(), inMs ?? 0);
  const saved = await deployments.save({ next, events, now: now(), leaseUntil: null, nextLookAt });
  if (!saved) return overtaken(before.id, log);
  if (inMs === null) {
    log.info('deployment.ended', { deploymentId: saved.id, status: saved.status });
    return null;
  }
  const isCancelledMeanwhile = saved.cancelRequested && !next.cancelRequested;
  return { inMs: saved.newsWaiting || isCancelledMeanwhile ? 0 : inMs, epoch: saved.epoch };
}

/** What nobody foresaw counts like any other failure: thrown on, it would keep the deployment open for ever. */
function failedBySurprise(deploymentId: string, error: unknown, log: Log): { ok: false; failure: FailureRecord } {
  const failure = internalFailure({
    error,
    log,
    event: 'deployment.crashed',
    fields: { deploymentId },
    nextStep: 'Look for that number in the log of the functions, then deploy again.',
  });
  return { ok: false, failure };
}

function unreadable(deployment: Deployment, error: unknown, log: Log): Sight {
  const { failure } = failedBySurprise(deployment.id, error, log);
  const step = activeSteps(deployment)[0];
  // With no step at work there was nothing to read either.
  return step ? { kind: 'unreadable', step, failure } : { kind: 'observed', observation: NOTHING_OBSERVED };
}

const unchanged = (deployment: Deployment): Applied => ({ next: deployment, events: [], lookAgainInMs: null });

/** Everything could be read: errors before this do not count any more. */
function withoutEffect({ next, events }: Decision): Applied {
  return { next: { ...next, transientErrors: 0 }, events, lookAgainInMs: null };
}

function overtaken(deploymentId: string, log: Log): null {
  log.info('deployment.stale', { deploymentId });
  return null;
}

function later(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms);
}
