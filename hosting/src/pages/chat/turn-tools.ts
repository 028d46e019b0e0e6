import type { AnswerFeedback } from '@proving-ground/shared';

/** What can be done with a turn. */
export interface TurnTools {
  /** Nothing is being answered: something may be asked. */
  readonly canAsk: boolean;
  /** Which wording or answer this is of how many. */
  readonly version: number;
  readonly versionCount: number;
  readonly onVersion: (version: number) => void;
  /** Asks in the place of this turn: the same again, or something else. */
  readonly onAskInstead: (question: string) => void;
  /** @throws Failure */
  readonly onRate: (feedback: AnswerFeedback | null) => Promise<void>;
  /** Address of the form of a load test with the question of this turn. */
  readonly loadTestHref: string;
}
