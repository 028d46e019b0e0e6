/** The gate ends within this, however often a round has to be repeated; a deployment's own hour comes on top. */
export const MAX_GATE_SECONDS = 2 * 60 * 60;
/** Rounds that may be lost and repeated before a person is asked. */
export const MAX_LOST_ROUNDS = 3;
/** How long the requests that are open at the end of a part are waited for. */
export const GATE_DRAIN_SECONDS = 30;
/** Both releases are asked once for nothing: who sleeps wakes up, and caches fill. */
export const WARM_UP_SECONDS = 10;

/** From the decision to test to the first request, and from the last answer to the next decision. */
const USUAL_OVERHEAD_SECONDS = 6;
/** A part whose shard has not come up in time, or has died, is known to be lost after this. */
const MOST_OVERHEAD_SECONDS = 120;
const PARTS_PER_ROUND = 2;

interface Rounds {
  readonly roundSeconds: number;
  readonly minRounds: number;
  readonly maxRounds: number;
}

/** How long a gate takes: when everything is clear at once, when it never is, and when moreover every part is slow. */
export function gateSecondsOf({ roundSeconds, minRounds, maxRounds }: Rounds): {
  readonly least: number;
  readonly usual: number;
  readonly most: number;
} {
  const usual = (rounds: number): number =>
    PARTS_PER_ROUND * (WARM_UP_SECONDS + rounds * roundSeconds + (rounds + 1) * USUAL_OVERHEAD_SECONDS);
  const most =
    PARTS_PER_ROUND * (maxRounds + 1) * (roundSeconds + GATE_DRAIN_SECONDS) +
    MAX_LOST_ROUNDS * PARTS_PER_ROUND * MOST_OVERHEAD_SECONDS;
  return { least: usual(minRounds), usual: usual(maxRounds), most };
}

/** How often the gate may come to a verdict: after its least rounds, and after every second one from then on. */
export function gateLooksOf({ minRounds, maxRounds }: Pick<Rounds, 'minRounds' | 'maxRounds'>): number {
  return (maxRounds - minRounds) / 2 + 1;
}

/** Whether the verdict is asked for after so many rounds that count. */
export function isGateLook(rounds: number, { minRounds, maxRounds }: Pick<Rounds, 'minRounds' | 'maxRounds'>): boolean {
  return rounds >= minRounds && rounds <= maxRounds && (rounds - minRounds) % 2 === 0;
}

/** How many rounds there are, for a sentence. */
export function gateRoundsText({ minRounds, maxRounds }: Pick<Rounds, 'minRounds' | 'maxRounds'>): string {
  return minRounds === maxRounds ? String(maxRounds) : `${minRounds} to ${maxRounds}`;
}
