import {
  type GateCriterion,
  type GateCriterionId,
  type GateFigures,
  type GateRound,
  type GateSpec,
  gateLevelsOf,
} from '@proving-ground/shared';
import type { BoundLevels, Bounds } from './mean-bounds.ts';
import { rateDifferenceBounds } from './rate-difference-bounds.ts';
import { ratioBounds } from './ratio-bounds.ts';

export type GateVerdict = 'passed' | 'refused' | 'unclear';

export interface GateJudgement {
  readonly verdict: GateVerdict;
  readonly criteria: GateCriterion[];
}

/** What the rounds so far say about each limit. Pure. */
export function judgeGate(gate: GateSpec, rounds: readonly GateRound[]): GateJudgement {
  const { refusal, pass } = gateLevelsOf(gate);
  // What must not grow is refused by its lower bound; what must not shrink, the other way round.
  const growing: BoundLevels = { low: refusal, high: pass };
  const shrinking: BoundLevels = { low: pass, high: refusal };
  const latency = (id: GateCriterionId, read: (figures: GateFigures) => number | null, increase: number) => {
    const pairs = pairsOf(rounds, read);
    return criterion({ id, pairs, bounds: ratioBounds(pairs, growing), limit: 1 + increase, mayGrow: false });
  };
  // A half keeps a side without one good answer comparable: its ratio is very small instead of none.
  const goodput = pairsOf(rounds, ({ goodAnswers }) => (goodAnswers + 0.5) / gate.roundSeconds);
  const criteria = [
    latency('p95', ({ p95Ms }) => p95Ms, gate.maxP95Increase),
    ...(gate.maxTtftP95Increase === null
      ? []
      : [latency('ttftP95', ({ ttftP95Ms }) => ttftP95Ms, gate.maxTtftP95Increase)]),
    errorRate(rounds, growing, gate.maxErrorRateIncrease),
    criterion({
      id: 'goodput',
      pairs: goodput,
      bounds: ratioBounds(goodput, shrinking),
      limit: gate.minGoodputRatio,
      mayGrow: true,
    }),
  ];
  return { verdict: verdictOf(criteria), criteria };
}

function verdictOf(criteria: readonly GateCriterion[]): GateVerdict {
  if (criteria.some(({ verdict }) => verdict === 'violates')) return 'refused';
  return criteria.every(({ verdict }) => verdict === 'holds') ? 'passed' : 'unclear';
}

function criterion(input: {
  readonly id: GateCriterionId;
  readonly pairs: readonly (readonly [number, number])[];
  readonly bounds: Bounds | null;
  readonly limit: number;
  readonly mayGrow: boolean;
}): GateCriterion {
  const { id, pairs, bounds, limit, mayGrow } = input;
  return {
    id,
    old: geometricMean(pairs.map(([old]) => old)),
    new: geometricMean(pairs.map(([, next]) => next)),
    observed: bounds?.observed ?? null,
    low: bounds?.low ?? null,
    high: bounds?.high ?? null,
    limit,
    verdict: bounds ? held(bounds, limit, mayGrow) : 'unclear',
  };
}

function held({ low, high }: Bounds, limit: number, mayGrow: boolean): GateCriterion['verdict'] {
  if (mayGrow ? low >= limit : high <= limit) return 'holds';
  return (mayGrow ? high < limit : low > limit) ? 'violates' : 'unclear';
}

function errorRate(rounds: readonly GateRound[], levels: BoundLevels, limit: number): GateCriterion {
  const [old, next] = [rounds.map((round) => round.old), rounds.map((round) => round.new)];
  const bounds = rateDifferenceBounds(old, next, levels);
  return {
    ...criterion({ id: 'errorRate', pairs: [], bounds, limit, mayGrow: false }),
    old: failureRate(old),
    new: failureRate(next),
  };
}

/** Rounds in which both sides have the figure. */
function pairsOf(
  rounds: readonly GateRound[],
  read: (figures: GateFigures) => number | null,
): readonly (readonly [number, number])[] {
  return rounds.flatMap((round) => {
    const [old, next] = [read(round.old), read(round.new)];
    return old && next ? [[old, next] as const] : [];
  });
}

function geometricMean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

function failureRate(sides: readonly GateFigures[]): number | null {
  const requests = sides.reduce((sum, side) => sum + side.requests, 0);
  return requests === 0 ? null : sides.reduce((sum, side) => sum + side.failures, 0) / requests;
}
