import {
  boundsOf,
  CAPACITY_LIMITS,
  type CapacityEnd,
  type CapacitySearch,
  type CapacitySpec,
  type CapacityStep,
  capacityValues,
  isCertain,
  leastValue,
  loadSpecOfStep,
  mostRequests,
} from '@proving-ground/shared';

/** By how much a value grows while none misses, and shrinks while none meets. */
const GROWTH = 2;
const WARM_UP_SECONDS = 15;
/** Steps in a row without figures: trying on would only cost. */
const MOST_LOST = 2;

export type PlannedStep = Pick<CapacityStep, 'kind' | 'value' | 'attempt' | 'durationSeconds'>;

export type CapacityPlan =
  | { readonly kind: 'step'; readonly step: PlannedStep }
  | { readonly kind: 'end'; readonly end: CapacityEnd };

/**
 * What a search tries next, by what its steps have shown: doubling until a value misses, halving until one meets, then the
 * geometric mean between both. What is close is tried again, twice as long; so are both ends of the range before they count. Pure.
 */
export function planCapacityStep(search: Pick<CapacitySearch, 'spec' | 'steps'>): CapacityPlan {
  const { spec, steps } = search;
  if (isLost(steps)) return { kind: 'end', end: 'failed' };
  const next = nextValue(search);
  if (next.kind === 'end') return next;
  const tried = steps.filter(({ kind }) => kind === 'measure').length;
  if (next.step.kind === 'measure' && tried >= spec.maxSteps) return { kind: 'end', end: 'stepsUsedUp' };
  const step = { ...next.step, durationSeconds: shortened(next.step) };
  const used = steps.reduce((sum, { figures }) => sum + (figures?.requests ?? 0), 0);
  const wanted = mostRequests(loadSpecOfStep(spec, { ...step, index: 0 }));
  if (used + wanted > CAPACITY_LIMITS.totalRequests) return { kind: 'end', end: 'requestsUsedUp' };
  return { kind: 'step', step };
}

function nextValue({ spec, steps }: Pick<CapacitySearch, 'spec' | 'steps'>): CapacityPlan {
  const { startAt, most, precision, stepSeconds } = spec;
  if (!steps.some(({ kind, status }) => kind === 'warmUp' && status === 'judged')) {
    const durationSeconds = Math.min(stepSeconds, WARM_UP_SECONDS);
    const attempt = 1 + steps.length;
    return { kind: 'step', step: { kind: 'warmUp', value: startAt, attempt, durationSeconds } };
  }
  const values = capacityValues(steps);
  const measure = (value: number): CapacityPlan => {
    const attempts = values.find((known) => known.value === value)?.attempts ?? 0;
    const lost = steps.filter((step) => step.kind === 'measure' && step.status === 'lost' && step.value === value);
    const durationSeconds = stepSeconds * 2 ** attempts;
    return { kind: 'step', step: { kind: 'measure', value, attempt: 1 + attempts + lost.length, durationSeconds } };
  };
  const close = values.find(({ isClose, attempts }) => isClose && attempts < CAPACITY_LIMITS.attempts);
  if (close) return measure(close.value);

  const { meets, misses } = boundsOf(values);
  /** Neither side may rest on one good or bad half minute, nor on a few answers. */
  const end = (why: CapacityEnd): CapacityPlan => {
    const doubtful = values.find(
      (known) =>
        (known.value === meets || (known.value === misses && !known.isFarOff)) &&
        (known.attempts === 1 || !isCertain(known)) &&
        known.attempts < CAPACITY_LIMITS.attempts,
    );
    return doubtful ? measure(doubtful.value) : { kind: 'end', end: why };
  };
  if (misses === null) {
    if (meets === null) return measure(startAt);
    return meets >= most ? end('mostReached') : measure(Math.min(most, rounded(meets * GROWTH, spec)));
  }
  if (meets === null) {
    const least = leastValue(spec);
    return misses <= least ? end('leastMisses') : measure(Math.max(least, rounded(misses / GROWTH, spec)));
  }
  const middle = rounded(Math.sqrt(meets * misses), spec);
  const isPrecise = misses / meets <= 1 + precision || middle <= meets || middle >= misses;
  return isPrecise ? end('precise') : measure(middle);
}

/** Three digits of a rate, which nobody can tell apart; whole users. */
function rounded(value: number, { mode }: CapacitySpec): number {
  return mode === 'users' ? Math.max(1, Math.round(value)) : Number(value.toPrecision(3));
}

/** As long as a load test may be, and with no more requests than it may have. */
function shortened({ value, durationSeconds }: PlannedStep): number {
  const byRequests = Math.floor(CAPACITY_LIMITS.totalRequests / value);
  return Math.max(1, Math.min(durationSeconds, LONGEST_STEP_SECONDS, byRequests));
}

/** Leaves a load test room for its drain within one task. */
const LONGEST_STEP_SECONDS = 1_200;

function isLost(steps: readonly CapacityStep[]): boolean {
  const last = steps.slice(-MOST_LOST);
  return last.length === MOST_LOST && last.every(({ status }) => status === 'lost');
}
