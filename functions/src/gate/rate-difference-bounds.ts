import { normalQuantile } from '@proving-ground/shared';
import type { BoundLevels, Bounds } from './ratio-bounds.ts';
import { studentTQuantile } from './student-t-quantile.ts';

/** Failures among requests, for each round in turn. */
export type RoundCounts = readonly { readonly failures: number; readonly requests: number }[];

/**
 * By how much the second failure rate is above the first, with Newcombe's bounds (Wilson's of each rate, combined), which hold
 * at zero failures too. Failures come in bursts, and few rounds tell little of how: the counts are first divided by the
 * excess of the scatter between rounds over chance, and by what Student's t asks more than the normal quantile, as if
 * so many fewer requests had been made. Null without requests on both sides. Pure.
 * @see https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I (Newcombe 1998, method 10)
 * @see https://doi.org/10.2307/2532311 (Rao and Scott 1992, the design effect; after Korn and Graubard 1998 for few clusters)
 */
export function rateDifferenceBounds(first: RoundCounts, second: RoundCounts, levels: BoundLevels): Bounds | null {
  const [one, other] = [failureRate(first), failureRate(second)];
  if (!one || !other) return null;
  const observed = other.rate - one.rate;
  const [low, high] = [boundsAt(one, other, levels.low), boundsAt(one, other, levels.high)];
  return {
    observed,
    low: observed - Math.hypot(other.rate - low.second.low, low.first.high - one.rate),
    high: observed + Math.hypot(high.second.high - other.rate, one.rate - high.first.low),
  };
}

interface FailureRate {
  readonly rate: number;
  readonly requests: number;
  readonly rounds: number;
  /** How many times more the rounds scatter than independent requests would; 1 at least. */
  readonly designEffect: number;
}

function failureRate(counts: RoundCounts): FailureRate | null {
  const requests = sum(counts.map((round) => round.requests));
  if (requests === 0) return null;
  const rate = sum(counts.map(({ failures }) => failures)) / requests;
  const byChance = (rate * (1 - rate)) / requests;
  const rounds = counts.length;
  const residuals = sum(counts.map((round) => (round.failures - rate * round.requests) ** 2));
  const seen = rounds < 2 ? byChance : ((rounds / (rounds - 1)) * residuals) / requests ** 2;
  return { rate, requests, rounds, designEffect: byChance === 0 ? 1 : Math.max(1, seen / byChance) };
}

function boundsAt(first: FailureRate, second: FailureRate, level: number) {
  const z = normalQuantile(1 - level);
  return {
    first: wilson(first.rate, independent(first, z, level), z),
    second: wilson(second.rate, independent(second, z, level), z),
  };
}

/** Independent requests that would tell as much. */
function independent({ rate, requests, rounds, designEffect }: FailureRate, z: number, level: number): number {
  // All of them or none: there is no scatter to be mistaken about.
  if (rate === 0 || rate === 1 || rounds < 2) return requests;
  return (requests / designEffect) * (z / studentTQuantile(1 - level, rounds - 1)) ** 2;
}

/** Bounds of one rate; never empty at no failure. */
function wilson(rate: number, requests: number, z: number): { readonly low: number; readonly high: number } {
  const scale = 1 + (z * z) / requests;
  const middle = rate + (z * z) / (2 * requests);
  const half = z * Math.sqrt((rate * (1 - rate)) / requests + (z * z) / (4 * requests * requests));
  return { low: (middle - half) / scale, high: (middle + half) / scale };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
