import { z } from 'zod';
import {
  answerFeedback,
  chatComparison,
  chatId,
  chatQuestion,
  chatTarget,
  chatTitle,
  chatTurn,
  chatTurnStatus,
} from '../chat/chat-record.ts';
import type { CallableContracts } from './callable-contract.ts';

/** Chats, each of which belongs to one person. */
export const CHAT_CALLABLES = {
  /** Puts a question on record and has it answered; the answer is followed in the record of the turn. */
  ask: {
    role: 'viewer',
    request: z.strictObject({
      /** A chat that is not there begins with this question. */
      chatId,
      askId: chatTurn.shape.askId,
      /** The turn that the question follows; null: it is the first, or takes the place of the first. */
      parent: chatTurn.shape.parent,
      question: chatQuestion,
      target: chatTarget,
      comparison: chatComparison.nullable().default(null),
    }),
    response: z.strictObject({ turn: chatTurn.shape.index, created: z.boolean() }),
  },
  stopAnswer: {
    role: 'viewer',
    request: z.strictObject({ chatId, turn: chatTurn.shape.index }),
    response: z.strictObject({ status: chatTurnStatus }),
  },
  renameChat: {
    role: 'viewer',
    request: z.strictObject({ chatId, title: chatTitle }),
    response: z.strictObject({ title: chatTitle }),
  },
  /** The chat goes for good after some minutes, unless it is restored. */
  deleteChat: { role: 'viewer', request: z.strictObject({ chatId }), response: z.strictObject({ chatId }) },
  restoreChat: { role: 'viewer', request: z.strictObject({ chatId }), response: z.strictObject({ chatId }) },
  /** Null takes it back. */
  rateAnswer: {
    role: 'viewer',
    request: z.strictObject({ chatId, turn: chatTurn.shape.index, feedback: answerFeedback.nullable() }),
    response: z.strictObject({ feedback: answerFeedback.nullable() }),
  },
} as const satisfies CallableContracts;
