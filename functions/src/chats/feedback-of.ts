import type { AnswerFeedback, ChatTurn, FeedbackRecord } from '@proving-ground/shared';
import { nothingToRate } from './refusals.ts';

/** What everybody reads of a rating; null when it is taken back. Pure.
 * @throws Failure when nobody is known to have answered */
export function feedbackOf(input: {
  readonly chatId: string;
  readonly turn: ChatTurn;
  readonly feedback: AnswerFeedback | null;
  readonly now: Date;
}): FeedbackRecord | null {
  const { chatId, turn, feedback, now } = input;
  if (!turn.servedBy || turn.text === '') throw nothingToRate();
  if (!feedback) return null;
  return { id: `${chatId}~${turn.index}`, ...turn.servedBy, ...feedback, at: now.toISOString() };
}
