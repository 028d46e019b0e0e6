import {
  assertNever,
  type Deployment,
  type DeploymentStep,
  isTerminal,
  STEP_IDS,
  type StepId,
} from '@proving-ground/shared';
import { gateAtEnd } from '../gate/gate-at-end.ts';
import { isWindingDown } from './active-steps.ts';
import type { Decision, NewEvent } from './decision.ts';
import type { Effect, StepDecision } from './effect.ts';

/** When an effect can first be seen: those that start something long are given a moment. */
const LOOK_AFTER_MS: Readonly<Record<Effect['kind'], number>> = {
  enableApis: 2_000,
  createRepository: 1_000,
  uploadSource: 0,
  createBuild: 0,
  cancelBuild: 3_000,
  applyService: 500,
  setInvokers: 0,
  verify: 0,
  beginGatePart: 3_000,
  stopGatePart: 1_000,
  shiftTraffic: 300,
  deleteService: 1_000,
  deleteImages: 500,
  deleteAlerts: 500,
};

/** Collects the changes of one round. */
export class DecisionDraft {
  next: Deployment;
  readonly #at: string;
  readonly #events: NewEvent[] = [];
  #effect: Effect | null = null;
  #lookAgainInMs = Number.POSITIVE_INFINITY;

  constructor(deployment: Deployment, now: Date) {
    this.next = deployment;
    this.#at = now.toISOString();
  }

  apply(step: StepId, decision: StepDecision): void {
    if (decision.learned) this.next = { ...this.next, ...decision.learned };
    switch (decision.kind) {
      case 'done':
        this.#setStep(step, { status: 'done', detail: decision.detail, endedAt: this.#at });
        this.#say(step, 'info', decision.detail);
        this.#lookWithin(0);
        return;
      case 'wait':
        this.#setStep(step, { status: 'running', detail: decision.detail });
        this.#lookWithin(decision.lookAgainInMs);
        return;
      case 'act':
        // One effect a round: a second one waits for the next look, which comes at once.
        if (this.#effect) {
          this.#lookWithin(0);
          return;
        }
        this.#effect = decision.effect;
        this.#begin(step, decision.detail);
        this.#lookWithin(LOOK_AFTER_MS[decision.effect.kind]);
        return;
      case 'fail':
        this.#setStep(step, { status: 'failed', detail: '', failure: decision.failure, endedAt: this.#at });
        this.#say(step, 'error', decision.failure.message);
        this.next = { ...this.next, failure: this.next.failure ?? decision.failure };
        this.#lookWithin(0);
        return;
      case 'skip':
        this.#setStep(step, { status: 'skipped', detail: decision.detail, endedAt: this.#at });
        this.#lookWithin(0);
        return;
      default:
        assertNever(decision);
    }
  }

  finish(): Decision {
    const stillAtWork = STEP_IDS.some((step) => this.next.steps[step].status === 'running');
    if (isWindingDown(this.next) && !stillAtWork) this.#end(this.next.failure ? 'failed' : 'cancelled');
    else {
      const ending = endingOf(this.next);
      if (ending) this.#end(ending);
    }
    const ended = isTerminal(this.next.status);
    // A later step of the same round may have failed: then nothing new is begun, only builds are stopped.
    const isUnwanted = isWindingDown(this.next) && this.#effect !== null && !isWindingDownEffect(this.#effect);
    return {
      next: this.next,
      events: this.#events,
      effect: ended || isUnwanted ? null : this.#effect,
      lookAgainInMs: ended ? null : Math.min(this.#lookAgainInMs, 60_000),
    };
  }

  #begin(step: StepId, detail: string): void {
    const before = this.next.steps[step];
    // The number of the attempt stays while its outcome is unknown: a build is found again by it.
    this.#setStep(step, { status: 'running', detail, attempt: Math.max(1, before.attempt) });
    if (before.status === 'pending') this.#say(step, 'info', detail);
  }

  #setStep(step: StepId, change: Partial<DeploymentStep>): void {
    const before = this.next.steps[step];
    const startedAt = before.startedAt ?? (change.status === 'skipped' ? null : this.#at);
    this.next = { ...this.next, steps: { ...this.next.steps, [step]: { ...before, startedAt, ...change } } };
  }

  #end(status: keyof typeof ENDINGS): void {
    for (const step of STEP_IDS) {
      if (this.next.steps[step].status === 'pending') this.#setStep(step, { status: 'skipped', endedAt: this.#at });
    }
    this.next = { ...this.next, status, endedAt: this.#at, gate: gateAtEnd(this.next.gate) };
    this.#say(null, status === 'failed' ? 'error' : 'info', ENDINGS[status]);
  }

  #say(step: StepId | null, level: 'info' | 'error', message: string): void {
    this.#events.push({ step, level, message: message.slice(0, 1_000) });
  }

  #lookWithin(ms: number): void {
    this.#lookAgainInMs = Math.min(this.#lookAgainInMs, ms);
  }
}

/** How a deployment that nothing went wrong with ends; null while it goes on. */
function endingOf({ kind, steps }: Deployment): keyof typeof ENDINGS | null {
  if (kind === 'delete') return steps.confirmGone.status === 'done' ? 'deleted' : null;
  if (steps.release.status === 'done') return 'live';
  return steps.release.status === 'skipped' ? 'held' : null;
}

/** What still may be done after a failure or a cancel: stopping what costs money or makes load, giving traffic back. */
function isWindingDownEffect(effect: Effect): boolean {
  const restores = effect.kind === 'shiftTraffic' ? effect.purpose === 'restore' : effect.kind === 'setInvokers';
  return effect.kind === 'cancelBuild' || effect.kind === 'stopGatePart' || (effect.step === 'release' && restores);
}

const ENDINGS = {
  live: 'The deployment is live.',
  held: 'The deployment is held before traffic.',
  deleted: 'Services and images are deleted.',
  failed: 'The deployment failed.',
  cancelled: 'The deployment was cancelled.',
} as const;
