import {
  AGENT_DEFAULTS,
  agentSessionsPath,
  CHAT_SESSION_PREFIX,
  COLLECTIONS,
  chatPath,
  chatTurnPath,
} from '@proving-ground/shared';
import { FieldPath, type Firestore, type Query } from 'firebase-admin/firestore';
import { hasLapsed } from '../platform/lease.ts';

/** What of all chats is left to be tidied up. Nothing is parsed: one record of another version must not keep the others. */
export interface ChatSweepStore {
  /** Turns that should be answered and that nobody is at. */
  abandoned(now: Date, limit: number): Promise<readonly { readonly chatId: string; readonly turn: number }[]>;
  deletedBefore(before: Date, limit: number): Promise<readonly string[]>;
  /** Takes the notes out of ratings whose time is over; the thumbs stay. How many. */
  forgetNotes(now: Date, limit: number): Promise<number>;
  /** Deletes a chat with its turns, all that the agent has kept of it and the notes of its ratings; the thumbs stay. */
  purge(chatId: string): Promise<void>;
}

/** Many more than `answerChat` has under way at once: a turn that nobody is at must be found behind all of those. */
const MAX_LOOKED_AT = 1_000;

export function createChatSweepStore(db: Firestore): ChatSweepStore {
  const ratings = db.collection(COLLECTIONS.answerFeedback);
  const takeNotesOut = async (query: Query): Promise<number> => {
    const { docs } = await query.select().get();
    const batch = db.batch();
    for (const { ref } of docs) batch.update(ref, { note: '', noteExpiresAt: null });
    await batch.commit();
    return docs.length;
  };
  return {
    abandoned: async (now, limit) => {
      // A null sorts before every number: only chats with an answer under way are found.
      const answering = db.collection(COLLECTIONS.chats).where('activeTurn', '>=', 0).select('activeTurn');
      const { docs } = await answering.limit(MAX_LOOKED_AT).get();
      const turns = docs.map((document) => ({ chatId: document.id, turn: Number(document.get('activeTurn')) }));
      if (turns.length === 0) return [];
      const references = turns.map(({ chatId, turn }) => db.doc(chatTurnPath(chatId, turn)));
      const found = await db.getAll(...references, { fieldMask: ['leaseUntil'] });
      const isAbandoned = (_: unknown, index: number) => {
        const leaseUntil: unknown = found[index]?.get('leaseUntil');
        return typeof leaseUntil !== 'string' || hasLapsed(leaseUntil, now);
      };
      return turns.filter(isAbandoned).slice(0, limit);
    },

    deletedBefore: async (before, limit) => {
      const { docs } = await db
        .collection(COLLECTIONS.chats)
        .where('deletedAt', '<', before.toISOString())
        .limit(limit)
        .get();
      return docs.map(({ id }) => id);
    },

    forgetNotes: async (now, limit) =>
      await takeNotesOut(ratings.where('noteExpiresAt', '<', now.toISOString()).limit(limit)),

    purge: async (chatId) => {
      // First: once the chat is gone, nobody would come back for them.
      await takeNotesOut(
        ratings.where(FieldPath.documentId(), '>=', `${chatId}~`).where(FieldPath.documentId(), '<', `${chatId}~~`),
      );
      const chat = db.doc(chatPath(chatId));
      const ownerUid: unknown = (await chat.get()).get('ownerUid');
      if (typeof ownerUid === 'string') {
        const sessions = db.collection(agentSessionsPath(AGENT_DEFAULTS.appName, ownerUid));
        const ofChat = `${CHAT_SESSION_PREFIX}${chatId}-`;
        const { docs } = await sessions
          .where(FieldPath.documentId(), '>=', ofChat)
          .where(FieldPath.documentId(), '<', `${ofChat}~`)
          .get();
        for (const { ref } of docs) await db.recursiveDelete(ref);
      }
      await db.recursiveDelete(chat);
    },
  };
}
