import {
  assertNever,
  type Deployment,
  type FailureRecord,
  type GatePart,
  type GateRecord,
  type GateSpec,
  gateRoundsOf,
  isGateLook,
  isOver,
  MAX_LOST_ROUNDS,
} from '@proving-ground/shared';
import type { StepDecision } from '../deployments/effect.ts';
import type { Observation } from '../deployments/observation.ts';
import type { GateSides, GateSight } from './gate-sight.ts';
import { lostText, passedText, progressText, refusedText, undecidedText } from './gate-text.ts';
import { judgeGate } from './judge-gate.ts';
import { planGatePart } from './plan-gate-part.ts';

/** A part wakes the loop when it ends; this is for a wake-up that got lost. */
const PART_POLL_MS = 5_000;
const NOTHING_SERVES = 'Nothing serves yet, so there is nothing to compare with.';

/** Tests the old and the new release in turn until every limit is known to hold, one is known to be missed, or the rounds are
 * used up; then a person decides. Pure. */
export function decideGate(deployment: Deployment, observed: Observation): StepDecision {
  const limits = deployment.spec.gate;
  if (!limits) return { kind: 'skip', detail: 'No load gate was asked for.' };
  const sight = observed.gate;
  if (!sight) return { kind: 'wait', detail: 'Reading what serves.', lookAgainInMs: PART_POLL_MS };
  const { gate } = deployment;
  if (gate) return goOn(deployment, limits, gate, sight);
  return sight.sides
    ? begin(deployment, limits, sight.sides)
    : { kind: 'wait', detail: 'Reading what serves.', lookAgainInMs: PART_POLL_MS };
}

/** After a failure or a cancel: the load test at work is stopped. Pure. */
export function windDownGate({ gate }: Deployment, observed: Observation): StepDecision {
  const last = gate?.parts.at(-1);
  const status = last?.status === 'running' ? observed.gate?.part?.status : undefined;
  if (!last || !status || isOver(status)) {
    return { kind: 'skip', detail: 'Stopped before it came to a verdict.' };
  }
  return {
    kind: 'act',
    detail: 'Stopping the load test.',
    effect: { kind: 'stopGatePart', step: 'gate', loadTestId: last.loadTestId },
  };
}

function begin(deployment: Deployment, limits: GateSpec, sides: GateSides): StepDecision {
  const gate: GateRecord = { status: 'running', old: null, new: null, parts: [], criteria: [], reason: '' };
  switch (sides.kind) {
    case 'nobodyServes': {
      const learned = { gate: { ...gate, status: 'skipped' as const, reason: NOTHING_SERVES } };
      return { kind: 'skip', detail: NOTHING_SERVES, learned };
    }
    case 'strangerServes':
      return undecided(
        gate,
        `Not enough evidence: ${sides.revision} has the traffic, and no release on record made it. Compare them yourself, then promote this release or leave it.`,
      );
    case 'known':
      return nextPart(deployment, limits, { ...gate, old: sides.old, new: sides.new });
    default:
      return assertNever(sides);
  }
}

function goOn(deployment: Deployment, limits: GateSpec, gate: GateRecord, sight: GateSight): StepDecision {
  const last = gate.parts.at(-1);
  if (last?.status !== 'running') return nextPart(deployment, limits, gate);
  const { part, otherTestId } = sight;
  if (!part && otherTestId) {
    const detail = `Another test (${otherTestId}) is at work on the agent: the gate waits for its end.`;
    return { kind: 'wait', detail, lookAgainInMs: PART_POLL_MS };
  }
  if (!part) return startPart(limits, gate, last);
  if (!isOver(part.status)) {
    return { kind: 'wait', detail: progressText(limits, gate.parts), lookAgainInMs: PART_POLL_MS };
  }
  const settled: GatePart = { ...last, status: part.figures ? 'measured' : 'lost', figures: part.figures };
  const parts = [...gate.parts.slice(0, -1), settled];
  return afterPart(deployment, limits, { ...gate, parts }, part.why);
}

/** What follows from a load test that has just ended. */
function afterPart(deployment: Deployment, limits: GateSpec, gate: GateRecord, why: string): StepDecision {
  const lost = gate.parts.filter(({ status, round }) => status === 'lost' && round > 0);
  if (lost.length > MAX_LOST_ROUNDS) return undecided(gate, lostText(lost.length, why));
  const rounds = gateRoundsOf(gate.parts);
  const hasGrown = rounds.at(-1)?.round === gate.parts.at(-1)?.round;
  if (!hasGrown || !isGateLook(rounds.length, limits)) return nextPart(deployment, limits, gate);
  const { verdict, criteria } = judgeGate(limits, rounds);
  const judged = { ...gate, criteria };
  switch (verdict) {
    case 'passed': {
      const reason = passedText(criteria, rounds.length);
      return { kind: 'done', detail: clip(reason), learned: { gate: { ...judged, status: 'passed', reason } } };
    }
    case 'refused': {
      const reason = refusedText(criteria, rounds.length);
      return {
        kind: 'fail',
        failure: gateRefused(reason),
        learned: { gate: { ...judged, status: 'refused', reason } },
      };
    }
    case 'unclear':
      return rounds.length < limits.maxRounds
        ? nextPart(deployment, limits, judged)
        : undecided(judged, undecidedText(criteria, rounds.length));
    default:
      return assertNever(verdict);
  }
}

function nextPart(deployment: Deployment, limits: GateSpec, gate: GateRecord): StepDecision {
  const part = planGatePart(deployment, gate.parts);
  return startPart(limits, { ...gate, parts: [...gate.parts, part] }, part);
}

function startPart(limits: GateSpec, gate: GateRecord, part: GatePart): StepDecision {
  const detail = progressText(limits, gate.parts);
  return {
    kind: 'act',
    detail,
    effect: { kind: 'beginGatePart', step: 'gate', part },
    learned: { gate: { ...gate, reason: detail } },
  };
}

function undecided(gate: GateRecord, reason: string): StepDecision {
  return { kind: 'done', detail: clip(reason), learned: { gate: { ...gate, status: 'undecided', reason } } };
}

/** A step's detail is one line; the record has the whole reason. */
function clip(text: string): string {
  return text.length <= 500 ? text : `${text.slice(0, 499)}…`;
}

function gateRefused(reason: string): FailureRecord {
  return {
    code: 'failed-precondition',
    reason: 'GATE_REFUSED',
    message: reason,
    nextStep:
      'The release that served before has all the traffic. Open the load tests of the gate to see what got worse; mend it, or deploy again with wider limits.',
    retryable: false,
  };
}
