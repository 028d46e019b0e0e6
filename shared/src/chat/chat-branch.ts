import type { ChatTurn } from './chat-record.ts';

type Placed = Pick<ChatTurn, 'index' | 'parent'>;

/** The turns from the first one to the given one, each after the one that it follows; what is not there ends it. */
export function branchTo<T extends Placed>(turns: readonly T[], last: number | null): readonly T[] {
  const byIndex = new Map(turns.map((turn) => [turn.index, turn]));
  const branch: T[] = [];
  for (let next = last; next !== null; ) {
    const turn = byIndex.get(next);
    if (!turn) break;
    branch.push(turn);
    // A parent is always older: whatever a record says, this ends.
    next = turn.parent !== null && turn.parent < turn.index ? turn.parent : null;
  }
  return branch.reverse();
}

/** The branch that was added to last. */
export function newestBranch<T extends Placed>(turns: readonly T[]): readonly T[] {
  const newest = turns.reduce<number | null>((last, { index }) => (last === null || index > last ? index : last), null);
  return branchTo(turns, newest);
}

/** The turns that follow the same one as the given turn does, itself included: other wordings, or other answers. */
export function versionsOf<T extends Placed>(turns: readonly T[], { parent }: Placed): readonly T[] {
  return turns.filter((turn) => turn.parent === parent).toSorted((one, other) => one.index - other.index);
}

/** The newest end of what was said after a turn, or the turn itself. */
export function newestEndOf<T extends Placed>(turns: readonly T[], from: Placed): Placed {
  const next = turns.filter(({ parent }) => parent === from.index).toSorted((one, other) => other.index - one.index)[0];
  return next && next.index > from.index ? newestEndOf(turns, next) : from;
}
