import type { HealthChange, HealthDay } from '@proving-ground/shared';

/** An agent that went down, or came back. */
export interface HealthTurn {
  readonly kind: 'health-down' | 'health-up';
  readonly at: string;
  readonly detail: string;
}

/**
 * The last time an agent went down or came back, as the record of its day has it; null without one. While nobody could ask, an
 * agent is what it was before. Pure.
 */
export function newestTurn({ day, changes }: Pick<HealthDay, 'day' | 'changes'>): HealthTurn | null {
  const known = changes.filter(({ state }) => state !== 'unknown');
  const newest = known.findLastIndex((change, index) => isDown(change) !== isDown(known[index - 1]));
  const turn = known[newest];
  // A day begins with the state that the one before ended with.
  if (!turn || turn.at === `${day}T00:00:00.000Z`) return null;
  return { kind: isDown(turn) ? 'health-down' : 'health-up', at: turn.at, detail: turn.detail };
}

function isDown(change: HealthChange | undefined): boolean {
  return change?.state === 'down';
}
