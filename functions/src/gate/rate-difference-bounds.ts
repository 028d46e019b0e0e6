import { normalQuantile } from '@proving-ground/shared';
import type { BoundLevels, Bounds } from './mean-bounds.ts';
import { meanBounds } from './mean-bounds.ts';

/** Failures among requests, for each round in turn. */
export type RoundCounts = readonly { readonly failures: number; readonly requests: number }[];

/**
 * By how much the second failure rate is above the first. Two intervals, of which each bound is the wider: Newcombe's over all
 * requests, which holds at zero failures too, and Student's t over the differences of the rounds. The second is for
 * failures that come together: where whole rounds fail as one, requests are no evidence and rounds are. Null without
 * requests on both sides. Pure.
 * @see https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I (Newcombe 1998, method 10)
 * @see https://www.itl.nist.gov/div898/handbook/prc/section3/prc311.htm (paired samples)
 */
export function rateDifferenceBounds(first: RoundCounts, second: RoundCounts, levels: BoundLevels): Bounds | null {
  const [one, other] = [rateOf(first), rateOf(second)];
  if (!one || !other) return null;
  const byRequests = newcombe(one, other, levels);
  const byRounds = meanBounds(differencesOf(first, second), levels);
  if (!byRounds) return byRequests;
  return {
    observed: byRequests.observed,
    low: Math.max(-1, Math.min(byRequests.low, byRounds.low)),
    high: Math.min(1, Math.max(byRequests.high, byRounds.high)),
  };
}

interface Rate {
  readonly rate: number;
  readonly requests: number;
}

function rateOf(counts: RoundCounts): Rate | null {
  const requests = sum(counts.map((round) => round.requests));
  return requests === 0 ? null : { rate: sum(counts.map(({ failures }) => failures)) / requests, requests };
}

/** Of the rounds in which both were asked. */
function differencesOf(first: RoundCounts, second: RoundCounts): readonly number[] {
  return first.flatMap((round, index) => {
    const [one, other] = [rateOf([round]), rateOf(second.slice(index, index + 1))];
    return one && other ? [other.rate - one.rate] : [];
  });
}

function newcombe(first: Rate, second: Rate, levels: BoundLevels): Bounds {
  const observed = second.rate - first.rate;
  const [low, high] = [normalQuantile(1 - levels.low), normalQuantile(1 - levels.high)];
  return {
    observed,
    low: observed - Math.hypot(second.rate - wilson(second, low).low, wilson(first, low).high - first.rate),
    high: observed + Math.hypot(wilson(second, high).high - second.rate, first.rate - wilson(first, high).low),
  };
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
