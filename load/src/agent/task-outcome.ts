import type { LatencySplit } from '@proving-ground/shared';
import type { RequestError } from './answer.ts';

export interface AnswerFigures {
  readonly ttftMs: number | null;
  readonly tokenGapsMs: readonly number[];
  readonly tokensPerSecond: number | null;
  readonly answerTokens: number;
  readonly cold: boolean;
  /** Where the latency went; null where the agent does not tell. */
  readonly splitUs: LatencySplit | null;
  /** The instance of the agent that answered was not there yet when it was asked. */
  readonly newInstance: boolean;
}

/** What became of one request. */
export type TaskOutcome =
  | {
      readonly kind: 'ended';
      readonly sentAtMs: number;
      readonly endedAtMs: number;
      readonly receivedBytes: number;
      /** A whole successful answer came, whether or not it says what it should: its latency counts. */
      readonly complete: boolean;
      readonly error: RequestError | null;
      readonly answer: AnswerFigures | null;
    }
  /** Cut off by the end of the test. */
  | { readonly kind: 'interrupted' };
