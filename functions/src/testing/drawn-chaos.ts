import fc from 'fast-check';
import { CALM_TURN, type Chaos, type ChaosPoint, type Turn } from './chaos.ts';

/** How long each call can take at most: an effect as its own deadline has it, the others far longer than the lease. */
const LONGEST_MS: Readonly<Record<ChaosPoint, number>> = {
  claim: 300_000,
  save: 300_000,
  observe: 300_000,
  perform: 30_000,
};

interface DrawnTurn {
  readonly fate: Turn['fate'];
  readonly before: number;
  readonly after: number;
}

export interface DrawnChaos {
  readonly turns: readonly DrawnTurn[];
  readonly deliveries: readonly (readonly number[])[];
}

const fate = fc.oneof(
  { weight: 12, arbitrary: fc.constant('ok' as const) },
  { weight: 3, arbitrary: fc.constantFrom('unavailable' as const, 'answerLost' as const) },
  { weight: 2, arbitrary: fc.constantFrom('dieBefore' as const, 'dieAfter' as const) },
);
/** Mostly quick, now and then as slow as it gets. */
const slowness = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.double({ min: 0, max: 0.1, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ min: 0.1, max: 0.5, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(0.5) },
);
const delaysMs = fc.oneof(
  { weight: 6, arbitrary: fc.constant([0]) },
  { weight: 1, arbitrary: fc.constant([]) },
  { weight: 3, arbitrary: fc.array(fc.integer({ min: 0, max: 150_000 }), { minLength: 1, maxLength: 3 }) },
);

/** What goes wrong in one run, in order; after the last of it all is calm, so that every run has to end. */
export const drawnChaos: fc.Arbitrary<DrawnChaos> = fc.record({
  turns: fc.array(fc.record({ fate, before: slowness, after: slowness }), { maxLength: 60 }),
  deliveries: fc.array(delaysMs, { maxLength: 60 }),
});

/** Plays what was drawn; `onTrouble` hears of every turn that was not calm. */
export function playedChaos({ turns, deliveries }: DrawnChaos, onTrouble: () => void): Chaos {
  const turnsLeft = turns[Symbol.iterator]();
  const deliveriesLeft = deliveries[Symbol.iterator]();
  return {
    turn: (point) => {
      const { value, done } = turnsLeft.next();
      if (done) return CALM_TURN;
      onTrouble();
      const longestMs = LONGEST_MS[point];
      return { fate: value.fate, beforeMs: value.before * longestMs, afterMs: value.after * longestMs };
    },
    deliveries: () => {
      const { value, done } = deliveriesLeft.next();
      if (done) return [0];
      onTrouble();
      return value;
    },
  };
}
