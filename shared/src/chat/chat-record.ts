import { z } from 'zod';
import { serviceName } from '../deployment/cloud-run-rules.ts';
import { deploymentId } from '../deployment/deployment-id.ts';
import { REGIONS } from '../deployment/service-defaults.ts';
import { failureRecord } from '../failure.ts';
import { chatAnswer } from './chat.ts';

/** How long a deleted chat can be brought back. */
export const CHAT_UNDO_MINUTES = 10;

/** Chosen by the client. */
export const chatId = z.uuid().lowercase();
export const chatTitle = z.string().trim().min(1).max(120);
export const chatQuestion = z.string().trim().min(1).max(4_000);
const turnIndex = z.int().min(0);

export const chatTarget = z.strictObject({
  region: z.enum(REGIONS),
  agentServiceName: serviceName,
  /** The release that is asked, by its tag; null: whatever has the traffic. */
  deploymentId: deploymentId.nullable().default(null),
});
export type ChatTarget = z.infer<typeof chatTarget>;

/** The other half of two chats that ask two releases the same. */
export const chatComparison = z.strictObject({ with: chatId, side: z.enum(['left', 'right']) });

/** `chats/{id}`: one person's conversation; what was said lies in its turns. */
export const chat = z.strictObject({
  id: chatId,
  /** The only one who reads it. */
  ownerUid: z.string(),
  title: z.string(),
  target: chatTarget,
  createdAt: z.iso.datetime(),
  /** When something was asked or answered last. */
  updatedAt: z.iso.datetime(),
  turnCount: z.int().min(0),
  /** The turn that is being answered: there is one at a time. */
  activeTurn: turnIndex.nullable(),
  /** The agent's own session, and after which turn it stands; null when it may hold something else than the record. */
  session: z.strictObject({ id: z.string(), afterTurn: turnIndex }).nullable(),
  /** The newest questions, for the search: in one line each, and cut. */
  questions: z.string(),
  lastAnswer: z.strictObject({ revision: z.string(), model: z.string() }).nullable(),
  comparison: chatComparison.nullable(),
  deletedAt: z.iso.datetime().nullable(),
  /** A Firestore timestamp, for its TTL policy alone. */
  expiresAt: z.unknown(),
});
export type Chat = z.infer<typeof chat>;

/** `waiting` and `answering` go on; an answer that was `interrupted` lost its writer and keeps what had come. */
export const chatTurnStatus = z.enum(['waiting', 'answering', 'done', 'stopped', 'failed', 'interrupted']);
export type ChatTurnStatus = z.infer<typeof chatTurnStatus>;

/** Whether the answer may still grow. */
export function isAnswering(status: ChatTurnStatus): boolean {
  return status === 'waiting' || status === 'answering';
}

export const answerFeedback = z.strictObject({
  thumb: z.enum(['up', 'down']),
  note: z.string().trim().max(1_000).default(''),
});
export type AnswerFeedback = z.infer<typeof answerFeedback>;

/** `chats/{id}/turns/{n}`: one question and what came of it. */
export const chatTurn = z.strictObject({
  index: turnIndex,
  /** Chosen by the client: asking again with the same one asks nothing new. */
  askId: z.uuid(),
  /** The turn it follows; an edited question follows what the former one followed. */
  parent: turnIndex.nullable(),
  question: z.string(),
  status: chatTurnStatus,
  /** Everything that has come so far. */
  text: z.string(),
  askedAt: z.iso.datetime(),
  /** When the agent took the question. */
  acceptedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Who was asked. */
  servedBy: z.strictObject({ deploymentId: z.string(), revision: z.string(), model: z.string() }).nullable(),
  /** Of the question on its way to the agent and the model, however that ended: 32 hex digits. Null before it was asked. */
  traceId: z.string().nullable().default(null),
  figures: chatAnswer.nullable(),
  failure: failureRecord.nullable(),
  stopRequested: z.boolean(),
  feedback: answerFeedback.nullable(),
  /** Fencing number: only the holder of the newest lease writes. */
  epoch: z.int().min(0),
  leaseUntil: z.iso.datetime().nullable(),
  expiresAt: z.unknown(),
});
export type ChatTurn = z.infer<typeof chatTurn>;

/** `answerFeedback/{chat~turn}`: what somebody thought of an answer, without the answer: that is theirs alone. */
export const feedbackRecord = z.strictObject({
  id: z.string(),
  deploymentId: z.string(),
  revision: z.string(),
  model: z.string(),
  thumb: answerFeedback.shape.thumb,
  note: z.string(),
  at: z.iso.datetime(),
  /** When the note is taken out, if not with its chat before: what somebody wrote is kept no longer than the chat. */
  noteExpiresAt: z.iso.datetime().nullable().default(null),
});
export type FeedbackRecord = z.infer<typeof feedbackRecord>;
