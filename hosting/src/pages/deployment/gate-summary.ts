import { type GateSpec, gateRoundsText, gateShiftText } from '@proving-ground/shared';

/** What a load gate asks for, in a line. */
export function gateSummary(gate: GateSpec): string {
  const { maxP95Increase, maxTtftP95Increase, maxErrorRateIncrease, minGoodputRatio } = gate;
  const limits = [
    `95th percentile at most ${gateShiftText('p95', 1 + maxP95Increase)}`,
    ...(maxTtftP95Increase === null ? [] : [`first token at most ${gateShiftText('ttftP95', 1 + maxTtftP95Increase)}`]),
    `errors at most ${gateShiftText('errorRate', maxErrorRateIncrease)}`,
    `good answers at least ${gateShiftText('goodput', minGoodputRatio)}`,
  ];
  const users = gate.users === 1 ? '1 user' : `${gate.users} users`;
  return `${limits.join(', ')}; ${gateRoundsText(gate)} rounds of ${gate.roundSeconds} s, ${users}`;
}
