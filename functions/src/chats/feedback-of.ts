import { type AnswerFeedback, CHAT_RETENTION_DAYS, type ChatTurn, type FeedbackRecord } from '@proving-ground/shared';
import { expiryAfter } from '../platform/expiry-after.ts';
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
  const noteExpiresAt = feedback.note === '' ? null : expiryAfter(now, CHAT_RETENTION_DAYS).toISOString();
  return { id: `${chatId}~${turn.index}`, ...turn.servedBy, ...feedback, at: now.toISOString(), noteExpiresAt };
}
