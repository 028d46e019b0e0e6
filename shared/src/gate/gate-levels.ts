import { gateLooksOf } from './gate-rounds.ts';

/** A release that keeps every limit is refused by chance in at most 5 of 100 gates. */
const REFUSAL_ALPHA = 0.05;
/** A release that misses a limit passes by chance in at most 5 of 100 gates. */
const PASS_ALPHA = 0.05;

export const GATE_CRITERION_IDS = ['p95', 'ttftP95', 'errorRate', 'goodput'] as const;

/**
 * The error that each bound may have, one-sided. Both are shared equally between the looks (Bonferroni), whatever the looks
 * have in common; a refusal also between the criteria, because one alone refuses. To pass, all criteria must hold, which
 * needs no such share.
 * @see https://en.wikipedia.org/wiki/Bonferroni_correction
 */
export function gateLevelsOf(gate: { readonly minRounds: number; readonly maxRounds: number }): {
  readonly refusal: number;
  readonly pass: number;
} {
  const looks = gateLooksOf(gate);
  return { refusal: REFUSAL_ALPHA / (looks * GATE_CRITERION_IDS.length), pass: PASS_ALPHA / looks };
}
