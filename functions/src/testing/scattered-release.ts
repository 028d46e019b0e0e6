import { createRandom, type Random } from '@proving-ground/load';
import type { GateFigures, GateRound, GateSpec } from '@proving-ground/shared';

const ANSWER_MS = 900;
const FIRST_TOKEN_MS = 250;
/** Of one answer and of a whole round, as logarithms: what a model on a shared machine scatters by. */
const ANSWER_SCATTER = 0.35;
const FIRST_TOKEN_SCATTER = 0.4;
const ROUND_SCATTER = 0.05;

/** How a made-up release is. */
export interface ScatteredRelease {
  /** Times as slow as one at 1. */
  readonly slowness: number;
  readonly errorRate: number;
}

/** Rounds of two releases under the load of a gate, request by request: users ask, wait, think, and ask again. */
export function scatteredRounds(input: {
  readonly gate: GateSpec;
  readonly rounds: number;
  readonly seed: number;
  readonly old: ScatteredRelease;
  readonly new: ScatteredRelease;
}): readonly GateRound[] {
  const random = createRandom(input.seed, 0);
  return Array.from({ length: input.rounds }, (_, index) => ({
    round: index + 1,
    old: figuresOf(input.old, input.gate, random),
    new: figuresOf(input.new, input.gate, random),
  }));
}

function figuresOf(release: ScatteredRelease, { users, roundSeconds }: GateSpec, random: Random): GateFigures {
  const slowness = release.slowness * scatter(ROUND_SCATTER, random);
  const answers: number[] = [];
  const firstTokens: number[] = [];
  let failures = 0;
  for (let user = 0; user < users; user += 1) {
    for (let atMs = 0; atMs < roundSeconds * 1_000; atMs += 1_000 + 2_000 * random()) {
      const answerMs = ANSWER_MS * slowness * scatter(ANSWER_SCATTER, random);
      atMs += answerMs;
      if (random() < release.errorRate) failures += 1;
      else {
        answers.push(answerMs);
        firstTokens.push(FIRST_TOKEN_MS * slowness * scatter(FIRST_TOKEN_SCATTER, random));
      }
    }
  }
  return {
    requests: answers.length + failures,
    failures,
    goodAnswers: answers.length,
    p95Ms: p95(answers),
    ttftP95Ms: p95(firstTokens),
  };
}

/** A factor around 1 with a normal logarithm (Box and Muller). */
function scatter(deviation: number, random: Random): number {
  return Math.exp(deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}

function p95(values: readonly number[]): number | null {
  return values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.95) - 1] ?? null;
}
