import { normalQuantile } from '@proving-ground/shared';
import type { BoundLevels, Bounds } from './ratio-bounds.ts';

/** Failures among requests, for each round in turn. */
export type RoundCounts = readonly { readonly failures: number; readonly requests: number }[];

/**
 * By how much the second failure rate is above the first, with Newcombe's bounds (Wilson's of each rate, combined), which hold
 * at zero failures too. Failures come in bursts: where rounds differ by more than chance, the counts are first divided by
 * that excess, as if so many fewer requests had been made. Null without requests on both sides. Pure.
 * @see https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I (Newcombe 1998, method 10)
 * @see https://doi.org/10.2307/2532311 (Rao and Scott 1992: the design effect)
 */
export function rateDifferenceBounds(first: RoundCounts, second: RoundCounts, levels: BoundLevels): Bounds | null {
  const [one, other] = [effective(first), effective(second)];
  if (!one || !other) return null;
  const observed = other.rate - one.rate;
  const reach = (level: number, towards: 'low' | 'high'): number => {
    const z = normalQuantile(1 - level);
    const [a, b] = [wilson(one, z), wilson(other, z)];
    return towards === 'low'
      ? Math.hypot(other.rate - b.low, a.high - one.rate)
      : Math.hypot(b.high - other.rate, one.rate - a.low);
  };
  return { observed, low: observed - reach(levels.low, 'low'), high: observed + reach(levels.high, 'high') };
}

interface Rate {
  readonly rate: number;
  /** Independent requests that would tell as much. */
  readonly requests: number;
}

function effective(rounds: RoundCounts): Rate | null {
  const requests = sum(rounds.map((round) => round.requests));
  if (requests === 0) return null;
  const rate = sum(rounds.map(({ failures }) => failures)) / requests;
  const binomial = (rate * (1 - rate)) / requests;
  const count = rounds.length;
  if (binomial === 0 || count < 2) return { rate, requests };
  const residuals = sum(rounds.map((round) => (round.failures - rate * round.requests) ** 2));
  const clustered = ((count / (count - 1)) * residuals) / requests ** 2;
  return { rate, requests: requests / Math.max(1, clustered / binomial) };
}

/** Bounds of one rate; never empty at no failure. */
function wilson({ rate, requests }: Rate, z: number): { readonly low: number; readonly high: number } {
  const scale = 1 + (z * z) / requests;
  const middle = rate + (z * z) / (2 * requests);
  const half = z * Math.sqrt((rate * (1 - rate)) / requests + (z * z) / (4 * requests * requests));
  return { low: (middle - half) / scale, high: (middle + half) / scale };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
