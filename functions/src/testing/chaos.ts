/** Where something outside may go wrong. */
export type ChaosPoint = 'claim' | 'save' | 'observe' | 'perform';

/** How one call to the outside goes. */
export interface Turn {
  readonly fate:
    | 'ok'
    /** It was not done, and says so. */
    | 'unavailable'
    /** It was done, but the answer got lost. */
    | 'answerLost'
    | 'dieBefore'
    | 'dieAfter';
  readonly beforeMs: number;
  readonly afterMs: number;
}

export interface Chaos {
  turn(point: ChaosPoint): Turn;
  /** After how long each copy of a message arrives; none: it is lost. */
  deliveries(): readonly number[];
}

export const CALM_TURN: Turn = { fate: 'ok', beforeMs: 20, afterMs: 20 };

/** Nothing goes wrong. */
export const CALM: Chaos = { turn: () => CALM_TURN, deliveries: () => [0] };

/** Dies at the n-th place where it can, and never again. */
export function dyingAt(place: number): Chaos & { readonly placesSeen: () => number } {
  let seen = 0;
  return {
    placesSeen: () => seen,
    deliveries: () => [0],
    turn: () => {
      const first = seen;
      seen += 2;
      if (first === place) return { ...CALM_TURN, fate: 'dieBefore' };
      return first + 1 === place ? { ...CALM_TURN, fate: 'dieAfter' } : CALM_TURN;
    },
  };
}
