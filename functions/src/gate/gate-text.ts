import {
  GATE_CRITERION_NAMES,
  type GateCriterion,
  type GatePart,
  type GateSpec,
  gateLimitText,
  gateRangeText,
  gateRoundsOf,
  gateRoundsText,
  gateShiftText,
} from '@proving-ground/shared';

/** What the record has room for. */
const LONGEST = 1_000;

/** What a gate is at, in one line. */
export function progressText(gate: GateSpec, parts: readonly GatePart[]): string {
  const last = parts.at(-1);
  const side = last?.side === 'new' ? 'the new release' : 'the release that serves';
  if (!last || last.round === 0) return `Warming up: asking ${side}.`;
  const round = gateRoundsOf(parts).length + 1;
  const lost = parts.filter(({ status, round: number }) => status === 'lost' && number > 0).length;
  const lostNote = lost === 0 ? '' : ` Not whole and not counted: ${lost}.`;
  return `Round ${round} of ${gateRoundsText(gate)}: testing ${side}.${lostNote}`;
}

export function passedText(criteria: readonly GateCriterion[], rounds: number): string {
  const observed = criteria.map(
    ({ id, observed: value }) =>
      `${GATE_CRITERION_NAMES[id]} ${value === null ? 'not measured' : gateShiftText(id, value)}`,
  );
  return clip(`Every limit holds after ${rounds} rounds: ${observed.join(', ')}.`);
}

export function refusedText(criteria: readonly GateCriterion[], rounds: number): string {
  const missed = criteria.filter(({ verdict }) => verdict === 'violates').map(factText);
  return clip(
    `The new release is worse than allowed, and after ${rounds} rounds that is no chance: ${missed.join('; ')}.`,
  );
}

export function undecidedText(criteria: readonly GateCriterion[], rounds: number): string {
  const open = criteria.filter(({ verdict }) => verdict === 'unclear').map(factText);
  return clip(
    `Not enough evidence after ${rounds} rounds: ${open.join('; ')}. Promote this release if that is good enough.`,
  );
}

export function lostText(lost: number, why: string): string {
  return clip(
    `Not enough evidence: ${lost} rounds could not be measured whole. The last time: ${why} Promote this release if you know it is good.`,
  );
}

function factText(criterion: GateCriterion): string {
  const range = gateRangeText(criterion);
  const name = GATE_CRITERION_NAMES[criterion.id];
  return range === null ? `${name} could not be compared` : `${name} ${range}, ${gateLimitText(criterion)} allowed`;
}

function clip(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
