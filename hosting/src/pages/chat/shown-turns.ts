import { branchTo, type ChatTurn, type FailureRecord, newestBranch } from '@proving-ground/shared';

/** A question that has been sent and is not in the record yet. */
export interface PendingTurn {
  readonly askId: string;
  readonly question: string;
  readonly parent: number | null;
  readonly askedAtMs: number;
  /** Why it could not be sent. */
  readonly failure: FailureRecord | null;
}

export interface ShownTurns {
  readonly branch: readonly ChatTurn[];
  /** After the branch, until the record has it. */
  readonly pending: PendingTurn | null;
}

/** What of a chat is shown: one branch of it, with the question that is on its way. Pure. */
export function shownTurns(input: {
  readonly turns: readonly ChatTurn[];
  /** The end of the branch that somebody chose; null: the one that was added to last. */
  readonly head: number | null;
  readonly pending: PendingTurn | null;
}): ShownTurns {
  const { turns, head, pending } = input;
  if (pending && !turns.some(({ askId }) => askId === pending.askId)) {
    return { branch: branchTo(turns, pending.parent), pending };
  }
  return { branch: head === null ? newestBranch(turns) : branchTo(turns, head), pending: null };
}
