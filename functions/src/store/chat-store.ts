import {
  type AnswerFeedback,
  answerFeedbackPath,
  type Chat,
  type ChatTurn,
  chatPath,
  chat as chatSchema,
  chatTurnPath,
  chatTurn as chatTurnSchema,
  chatTurnsPath,
  isAnswering,
} from '@proving-ground/shared';
import type { Firestore, Transaction } from 'firebase-admin/firestore';
import { feedbackOf } from '../chats/feedback-of.ts';
import { goneBefore } from '../chats/gone-before.ts';
import { type AskInput, planAsk } from '../chats/plan-ask.ts';
import { chatGone, chatNotFound, turnNotFound } from '../chats/refusals.ts';
import { parseDocument } from './parse-document.ts';

/** Whose chat is changed. */
interface OwnChat {
  readonly chatId: string;
  readonly ownerUid: string;
}

/** A chat as the person sees it whose it is. */
export interface ChatStore {
  get(chatId: string): Promise<Chat | null>;
  /** In the order of their index. */
  turns(chatId: string): Promise<readonly ChatTurn[]>;
  /** Puts a question on record; the same call again names the same turn.
   * @throws Failure as planAsk does */
  ask(input: AskInput): Promise<{ readonly turn: ChatTurn; readonly created: boolean }>;
  /** @throws Failure not-found */
  requestStop(own: OwnChat & { readonly index: number }): Promise<ChatTurn>;
  /** @throws Failure not-found */
  change(own: OwnChat, change: Partial<Pick<Chat, 'title' | 'deletedAt'>>): Promise<void>;
  /** Brings a deleted chat back. @throws Failure not-found, CHAT_GONE */
  restore(own: OwnChat, now: Date): Promise<void>;
  /** Stores what somebody thinks of an answer, in the turn and for everybody. @throws Failure */
  rate(
    own: OwnChat & { readonly index: number; readonly feedback: AnswerFeedback | null; readonly now: Date },
  ): Promise<void>;
}

export function createChatStore(db: Firestore): ChatStore {
  const chatAt = (chatId: string) => db.doc(chatPath(chatId));
  const turnAt = (chatId: string, index: number) => db.doc(chatTurnPath(chatId, index));
  const readChat = async (transaction: Transaction, chatId: string) =>
    parseDocument(chatSchema, await transaction.get(chatAt(chatId)));
  const readTurn = async (transaction: Transaction, chatId: string, index: number | null) =>
    index === null || index < 0 ? null : parseDocument(chatTurnSchema, await transaction.get(turnAt(chatId, index)));
  const readOwn = async (transaction: Transaction, { chatId, ownerUid }: OwnChat) => {
    const chat = await readChat(transaction, chatId);
    if (chat?.ownerUid !== ownerUid) throw chatNotFound(chatId);
    return chat;
  };
  const readOwnTurn = async (transaction: Transaction, { index, ...own }: OwnChat & { readonly index: number }) => {
    await readOwn(transaction, own);
    const turn = await readTurn(transaction, own.chatId, index);
    if (!turn) throw turnNotFound(index);
    return turn;
  };

  return {
    get: async (chatId) => parseDocument(chatSchema, await chatAt(chatId).get()),
    turns: async (chatId) => {
      const { docs } = await db.collection(chatTurnsPath(chatId)).get();
      return docs.flatMap((document) => parseDocument(chatTurnSchema, document) ?? []);
    },

    ask: (input) =>
      db.runTransaction(async (transaction) => {
        const { chatId, parent } = input.request;
        const found = await readChat(transaction, chatId);
        const turn = (index: number | null) => (found ? readTurn(transaction, chatId, index) : null);
        const around = {
          last: found && (await turn(found.turnCount - 1)),
          active: found && (await turn(found.activeTurn)),
          parent: await turn(parent),
        };
        const plan = planAsk(found, around, input);
        if (plan.kind === 'repeated') return { turn: plan.turn, created: false };
        if (plan.settled) transaction.set(turnAt(chatId, plan.settled.index), plan.settled);
        transaction.set(chatAt(chatId), plan.chat);
        transaction.create(turnAt(chatId, plan.turn.index), plan.turn);
        return { turn: plan.turn, created: true };
      }),

    requestStop: (own) =>
      db.runTransaction(async (transaction) => {
        const turn = await readOwnTurn(transaction, own);
        if (!isAnswering(turn.status) || turn.stopRequested) return turn;
        transaction.update(turnAt(own.chatId, own.index), { stopRequested: true });
        return { ...turn, stopRequested: true };
      }),

    change: (own, change) =>
      db.runTransaction(async (transaction) => {
        await readOwn(transaction, own);
        transaction.update(chatAt(own.chatId), change);
      }),

    restore: (own, now) =>
      db.runTransaction(async (transaction) => {
        const { deletedAt } = await readOwn(transaction, own);
        // Refused rather than raced: the sweep may be deleting it, and would not look again.
        if (deletedAt !== null && deletedAt < goneBefore(now).toISOString()) throw chatGone();
        transaction.update(chatAt(own.chatId), { deletedAt: null });
      }),

    rate: ({ feedback, now, ...own }) =>
      db.runTransaction(async (transaction) => {
        const { chatId, index } = own;
        const turn = await readOwnTurn(transaction, own);
        const record = feedbackOf({ chatId, turn, feedback, now });
        const path = db.doc(answerFeedbackPath(chatId, index));
        if (record) transaction.set(path, record);
        else transaction.delete(path);
        transaction.update(turnAt(chatId, index), { feedback });
      }),
  };
}
