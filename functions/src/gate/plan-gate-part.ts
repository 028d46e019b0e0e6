import { type Deployment, type GatePart, type GateSide, gateRoundsOf } from '@proving-ground/shared';
import { keyedId, stableHash } from '../platform/stable-hash.ts';

/**
 * The next load test of a gate: the other half of the round at work, or the first half of another one. Two rounds that
 * count make a block – old, new, new, old – so that whatever drifts meanwhile weighs on both sides alike; which side a block begins
 * with follows from the deployment's id. Pure.
 */
export function planGatePart({ id }: Pick<Deployment, 'id'>, parts: readonly GatePart[]): GatePart {
  const last = parts.at(-1);
  const half = last && halfOf(last, parts);
  if (half) return part(id, half.round, half.side);
  const position = gateRoundsOf(parts).length;
  return part(id, (last?.round ?? -1) + 1, firstSide(id, position));
}

/** The same deployment, round and side always mean the same load test: after a crash it is found, not started again. */
function part(id: string, round: number, side: GateSide): GatePart {
  const loadTestId = keyedId(`gate:${id}`, `${round}.${side}`);
  return { round, side, loadTestId, status: 'running', figures: null };
}

/** The half that a round still lacks; null when it is over, or not worth completing. */
function halfOf(last: GatePart, parts: readonly GatePart[]): Pick<GatePart, 'round' | 'side'> | null {
  // The warm-up wakes both, whatever it measures.
  if (last.status === 'lost' && last.round > 0) return null;
  const isWhole = parts.filter(({ round }) => round === last.round).length === 2;
  return isWhole ? null : { round: last.round, side: otherSide(last.side) };
}

function firstSide(id: string, position: number): GateSide {
  const isSwapped = Number.parseInt(stableHash({ id, block: Math.floor(position / 2) }).slice(0, 1), 16) % 2 === 1;
  return (position % 2 === 0) === isSwapped ? 'new' : 'old';
}

function otherSide(side: GateSide): GateSide {
  return side === 'old' ? 'new' : 'old';
}
