import { z } from 'zod';
import { loadTestTarget } from '../load/load-test-target.ts';
import { GATE_CRITERION_IDS } from './gate-levels.ts';

/** `old`: the release that serves. `new`: the one that asks for its traffic. */
export const gateSide = z.enum(['old', 'new']);
export type GateSide = z.infer<typeof gateSide>;

/** What one load test of a gate says about its side. */
export const gateFigures = z.strictObject({
  requests: z.int().min(0),
  failures: z.int().min(0),
  /** Questions that were answered well. */
  goodAnswers: z.int().min(0),
  /** Of the answers; null without one. */
  p95Ms: z.number().nullable(),
  ttftP95Ms: z.number().nullable(),
});
export type GateFigures = z.infer<typeof gateFigures>;

/** One load test of a gate: half of a round. */
export const gatePart = z.strictObject({
  /** Counted on whatever becomes of it; 0 is the warm-up, which never counts. */
  round: z.int().min(0),
  side: gateSide,
  loadTestId: z.string(),
  /** `lost`: its figures are not whole, so its round does not count. */
  status: z.enum(['running', 'measured', 'lost']),
  figures: gateFigures.nullable(),
});
export type GatePart = z.infer<typeof gatePart>;

export const gateCriterionId = z.enum(GATE_CRITERION_IDS);
export type GateCriterionId = z.infer<typeof gateCriterionId>;

/** One thing that a release must keep. Ratios are new by old; that of the error rate is a difference. */
export const gateCriterion = z.strictObject({
  id: gateCriterionId,
  /** What is compared: geometric means of the rounds, for the error rate the share over all of them. */
  old: z.number().nullable(),
  new: z.number().nullable(),
  observed: z.number().nullable(),
  /** Below it the truth is not, but for the error that a refusal may have. */
  low: z.number().nullable(),
  /** Above it the truth is not, but for the error that a pass may have. */
  high: z.number().nullable(),
  limit: z.number(),
  verdict: z.enum(['holds', 'violates', 'unclear']),
});
export type GateCriterion = z.infer<typeof gateCriterion>;

/** `undecided`: not enough evidence, so a person decides. `skipped`: there was nothing to compare with. */
export const gateStatus = z.enum(['running', 'passed', 'refused', 'undecided', 'skipped', 'stopped']);
export type GateStatus = z.infer<typeof gateStatus>;

/** What the load gate of a deployment has done and come to. */
export const gateRecord = z.strictObject({
  status: gateStatus,
  /** Null when nothing served. */
  old: loadTestTarget.nullable(),
  new: loadTestTarget.nullable(),
  /** In the order in which they ran. */
  parts: z.array(gatePart),
  /** As of the last look; empty before the first. */
  criteria: z.array(gateCriterion),
  /** Why it came to that, or what it is at. */
  reason: z.string().max(1_000),
});
export type GateRecord = z.infer<typeof gateRecord>;

/** Both halves of a round that counts. */
export interface GateRound {
  readonly round: number;
  readonly old: GateFigures;
  readonly new: GateFigures;
}

/** The rounds that count: measured whole, on both sides, after the warm-up. */
export function gateRoundsOf(parts: readonly GatePart[]): readonly GateRound[] {
  const measured = parts.filter(({ round, figures }) => round > 0 && figures !== null);
  return [...new Set(measured.map(({ round }) => round))].flatMap((round) => {
    const figuresOf = (side: GateSide) => measured.find((part) => part.round === round && part.side === side)?.figures;
    const [old, next] = [figuresOf('old'), figuresOf('new')];
    return old && next ? [{ round, old, new: next }] : [];
  });
}
