import {
  boundsOf,
  type CapacityEnd,
  type CapacitySearch,
  type CapacityStep,
  capacityValues,
  drainSeconds,
  type FailureRecord,
  isOver,
  type LoadResult,
  type LoadTest,
  runningStep,
} from '@proving-ground/shared';
import { capacityResult } from './capacity-result.ts';
import { judgeStep } from './judge-step.ts';
import { planCapacityStep } from './plan-capacity-step.ts';
import { stepTestId } from './step-test-id.ts';

/** Between two steps: what the one before has left in queues is gone, and instances that it made busy are idle. */
export const COOL_DOWN_MS = 5_000;
/** Gathering shards before a step and adding them up after it; later the look is only a second net. */
const OVERHEAD_MS = 20_000;

/** What is at work on the running step; both null before it was begun. */
export interface StepSight {
  readonly test: LoadTest | null;
  /** Its figures once it is over. */
  readonly result: LoadResult | null;
}

export type CapacityEffect =
  | { readonly kind: 'begin'; readonly step: CapacityStep; readonly index: number }
  | { readonly kind: 'stop'; readonly loadTestId: string };

export interface CapacityDecision {
  readonly next: CapacitySearch;
  readonly effect: CapacityEffect | null;
  readonly lookAgainInMs: number;
}

/** What is to be done with a search that looks like this now. Pure. */
export function decideCapacitySearch(input: {
  readonly search: CapacitySearch;
  readonly sight: StepSight;
  readonly now: Date;
}): CapacityDecision {
  const { search } = input;
  const step = runningStep(search);
  return step ? watch(input, step) : moveOn(input);
}

function watch(
  { search, sight, now }: Parameters<typeof decideCapacitySearch>[0],
  step: CapacityStep,
): CapacityDecision {
  const { test, result } = sight;
  if (!test) {
    // Its beginning was decided on and perhaps never came about: the same id again begins it once.
    if (search.stopRequested) return ended(withStep(search, lost(step, now, null)), 'stopped', now);
    return { next: search, effect: begin(search), lookAgainInMs: lengthMs(search, step) };
  }
  if (!isOver(test.status)) {
    const effect =
      search.stopRequested && !test.stopRequested ? ({ kind: 'stop', loadTestId: test.id } as const) : null;
    return { next: search, effect, lookAgainInMs: lengthMs(search, step) };
  }
  if (isAnother(test, search)) return failed(withStep(search, lost(step, now, TARGET_CHANGED)), TARGET_CHANGED, now);
  if (test.status === 'stopped') return ended(withStep(search, lost(step, now, null)), 'stopped', now);
  const settled =
    test.status === 'finished' && result
      ? judgeStep({ step, spec: search.spec, result, endedAt: now.toISOString() })
      : lost(step, now, test.failure ?? INCOMPLETE);
  return { next: withStep(search, settled), effect: null, lookAgainInMs: 0 };
}

function moveOn({ search, now }: Parameters<typeof decideCapacitySearch>[0]): CapacityDecision {
  if (search.stopRequested) return ended(search, 'stopped', now);
  if (now >= new Date(search.endBy)) return ended(search, 'timeUsedUp', now);
  const last = search.steps.at(-1);
  const coolUntilMs = last?.endedAt ? Date.parse(last.endedAt) + COOL_DOWN_MS : 0;
  // An end needs no rest before it.
  const plan = planCapacityStep(search);
  if (plan.kind === 'end') {
    if (plan.end !== 'failed') return ended(search, plan.end, now);
    return failed(search, last?.failure ?? INCOMPLETE, now);
  }
  if (now.getTime() < coolUntilMs) return { next: search, effect: null, lookAgainInMs: coolUntilMs - now.getTime() };
  const index = search.steps.length;
  const step: CapacityStep = {
    ...plan.step,
    loadTestId: stepTestId(search.id, { index, attempt: plan.step.attempt }),
    status: 'running',
    startedAt: now.toISOString(),
    endedAt: null,
    judgement: null,
    evidence: [],
    figures: null,
    failure: null,
  };
  const next = { ...search, steps: [...search.steps, step] };
  return { next, effect: begin(next), lookAgainInMs: lengthMs(search, step) };
}

/** The search once the beginning of its step was refused: somebody has deployed, or the agent is gone. Pure. */
export function refusedStep(search: CapacitySearch, failure: FailureRecord, now: Date): CapacitySearch {
  const step = runningStep(search);
  return failed(step ? withStep(search, lost(step, now, failure)) : search, failure, now).next;
}

function begin(search: CapacitySearch): CapacityEffect | null {
  const step = runningStep(search);
  return step && { kind: 'begin', step, index: search.steps.length - 1 };
}

function withStep(search: CapacitySearch, step: CapacityStep): CapacitySearch {
  const steps = [...search.steps.slice(0, -1), step];
  return { ...search, steps, bounds: boundsOf(capacityValues(steps)) };
}

function lost(step: CapacityStep, now: Date, failure: FailureRecord | null): CapacityStep {
  return { ...step, status: 'lost', endedAt: now.toISOString(), failure };
}

function ended(search: CapacitySearch, end: CapacityEnd, now: Date): CapacityDecision {
  const next: CapacitySearch = {
    ...search,
    status: end === 'stopped' || end === 'failed' ? end : 'finished',
    endedAt: now.toISOString(),
    result: capacityResult(search, end),
  };
  return { next, effect: null, lookAgainInMs: 0 };
}

function failed(search: CapacitySearch, failure: FailureRecord, now: Date): CapacityDecision {
  const { next } = ended(search, 'failed', now);
  return { next: { ...next, failure }, effect: null, lookAgainInMs: 0 };
}

function isAnother(test: LoadTest, { target }: CapacitySearch): boolean {
  return test.revisionAtEnd !== null || test.target.agent.revision !== target.agent.revision;
}

function lengthMs({ spec }: CapacitySearch, { durationSeconds }: CapacityStep): number {
  return (durationSeconds + drainSeconds(spec)) * 1_000 + OVERHEAD_MS;
}

const TARGET_CHANGED: FailureRecord = {
  code: 'failed-precondition',
  reason: 'TARGET_CHANGED',
  message: 'Another revision of the agent serves now than at the start, so its steps are not about one service.',
  nextStep: 'Start the search again on what is live now.',
  retryable: false,
};

const INCOMPLETE: FailureRecord = {
  code: 'unavailable',
  reason: 'STEP_INCOMPLETE',
  message: 'Part of the load of a step, or of its figures, was lost, so it proves nothing.',
  nextStep: 'Start the search again; if it stays, look at the load tests of its steps.',
  retryable: true,
};
