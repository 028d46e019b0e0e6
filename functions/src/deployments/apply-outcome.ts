import type { Deployment, FailureRecord, StepId } from '@proving-ground/shared';
import { isWindingDown } from './active-steps.ts';
import type { NewEvent } from './decision.ts';
import type { Effect, Learned } from './effect.ts';

export type Outcome =
  | { readonly ok: true; readonly learned?: Learned }
  | { readonly ok: false; readonly failure: FailureRecord };

/** Transient errors in a row before a step fails: about two minutes with the back-off below. */
const MAX_TRANSIENT_ERRORS = 8;
const MAX_BACK_OFF_MS = 30_000;
/** A GPU instance that has to load a large model may refuse its first questions for minutes. */
const VERIFY_WINDOW_MS = 5 * 60_000;

export interface Applied {
  readonly next: Deployment;
  readonly events: readonly NewEvent[];
  /** Null: as the decision said. */
  readonly lookAgainInMs: number | null;
}

/** The record after an effect: transient errors are tried again, others end the step. Pure. */
export function applyOutcome(deployment: Deployment, effect: Effect, outcome: Outcome, now: Date): Applied {
  if (outcome.ok) {
    return { next: { ...deployment, ...outcome.learned, transientErrors: 0 }, events: [], lookAgainInMs: null };
  }
  // A build that ended meanwhile cannot be cancelled: the next look will see that, so none of these is the last word.
  const failure = effect.kind === 'cancelBuild' ? { ...outcome.failure, retryable: true } : outcome.failure;
  return applyFailure(deployment, effect.step, failure, now);
}

/** The record after something failed for a step, in doing or in reading. Pure. */
export function applyFailure(deployment: Deployment, step: StepId, failure: FailureRecord, now: Date): Applied {
  const errors = deployment.transientErrors + 1;
  const say = (message: string): NewEvent => ({ step, level: 'error', message: message.slice(0, 1_000) });
  if (failure.retryable && mayRetry(deployment, step, errors, now)) {
    return {
      next: { ...deployment, transientErrors: errors },
      events: errors === 1 ? [say(`Trying again: ${failure.message}`)] : [],
      lookAgainInMs: backOffMs(errors),
    };
  }
  const endedAt = now.toISOString();
  if (isWindingDown(deployment)) {
    // How the deployment ends is settled: what cannot be tidied up is said and left behind.
    const detail = `Left as it is: ${failure.message}`.slice(0, 500);
    const left = { ...deployment.steps[step], status: 'skipped' as const, detail, endedAt };
    return {
      next: { ...deployment, transientErrors: 0, steps: { ...deployment.steps, [step]: left } },
      events: [say(detail)],
      lookAgainInMs: 0,
    };
  }
  const ended = { ...deployment.steps[step], status: 'failed' as const, failure, endedAt };
  return {
    next: {
      ...deployment,
      transientErrors: 0,
      failure,
      steps: { ...deployment.steps, [step]: ended },
    },
    events: [say(failure.message)],
    lookAgainInMs: 0,
  };
}

/** 1, 2, 4 … seconds, at most half a minute. */
export function backOffMs(errors: number): number {
  return Math.min(1_000 * 2 ** (errors - 1), MAX_BACK_OFF_MS);
}

function mayRetry(deployment: Deployment, step: StepId, errors: number, now: Date): boolean {
  if (step !== 'verify') return errors <= MAX_TRANSIENT_ERRORS;
  const { startedAt } = deployment.steps.verify;
  return startedAt !== null && now.getTime() - Date.parse(startedAt) < VERIFY_WINDOW_MS;
}
