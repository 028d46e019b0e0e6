import { type GateSpec, gateShiftText } from '@proving-ground/shared';

/** What a load gate asks for, in a line. */
export function gateSummary(gate: GateSpec): string {
  const { maxP95Increase, maxTtftP95Increase, maxErrorRateIncrease, minGoodputRatio } = gate;
  const limits = [
    `95th percentile at most ${gateShiftText('p95', 1 + maxP95Increase)}`,
    ...(maxTtftP95Increase === null ? [] : [`first token at most ${gateShiftText('ttftP95', 1 + maxTtftP95Increase)}`]),
    `errors at most ${gateShiftText('errorRate', maxErrorRateIncrease)}`,
    `good answers at least ${gateShiftText('goodput', minGoodputRatio)}`,
  ];
  return `${limits.join(', ')}; ${gate.minRounds} to ${gate.maxRounds} rounds of ${gate.roundSeconds} s, ${gate.users} users`;
}
