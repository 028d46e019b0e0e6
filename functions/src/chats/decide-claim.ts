import { type Chat, type ChatTurn, isAnswering } from '@proving-ground/shared';
import { hasLapsed } from '../platform/lease.ts';
import type { TurnEnd } from './end-turn.ts';

/** A question that brought down whoever took it is not asked for ever. */
const MAX_ATTEMPTS = 3;

export type ClaimDecision =
  | { readonly kind: 'refuse' }
  | { readonly kind: 'answer'; readonly turn: ChatTurn }
  | { readonly kind: 'settle'; readonly end: TurnEnd };

/**
 * Whether a worker may answer a turn. One that lost its writer before a word had come is answered anew; with words
 * already shown it is ended as it is, because another answer would begin with other words. Pure.
 */
export function decideClaim(input: {
  readonly chat: Chat;
  readonly turn: ChatTurn;
  readonly now: Date;
  readonly leaseUntil: Date;
}): ClaimDecision {
  const { chat, turn, now, leaseUntil } = input;
  if (!isAnswering(turn.status)) return { kind: 'refuse' };
  const isHeld = turn.epoch > 0 && !hasLapsed(turn.leaseUntil, now);
  if (isHeld) return { kind: 'refuse' };
  if (turn.stopRequested || chat.deletedAt !== null) {
    return { kind: 'settle', end: { status: 'stopped', text: turn.text } };
  }
  if (turn.text !== '' || turn.epoch >= MAX_ATTEMPTS) {
    return { kind: 'settle', end: { status: 'interrupted', text: turn.text } };
  }
  return { kind: 'answer', turn: { ...turn, epoch: turn.epoch + 1, leaseUntil: leaseUntil.toISOString() } };
}
