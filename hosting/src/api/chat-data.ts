import {
  type Chat,
  type ChatTurn,
  COLLECTIONS,
  chat,
  chatId,
  chatPath,
  chatTurn,
  chatTurnsPath,
  type FeedbackRecord,
  feedbackRecord,
} from '@proving-ground/shared';
import { collection, type Firestore, limit, orderBy, query, where } from 'firebase/firestore';
import { liveCollection } from './live-collection.ts';
import { liveDocument } from './live-document.ts';
import { liveMissing } from './live-missing.ts';
import type { Live, LiveList } from './live-state.ts';

/** Ratings of one release that are read; more would say no more. */
const FEEDBACK_COUNT = 500;

/** What the console reads of chats: a person's own, and what people thought of answers. */
export interface ChatData {
  /** The chats of a person, those that were used last first. */
  chats(ownerUid: string, count: number): Live<LiveList<Chat>>;
  chat(id: string): Live<Chat>;
  turns(chatId: string): Live<LiveList<ChatTurn>>;
  /** Of one release, the newest first. */
  feedback(revision: string): Live<LiveList<FeedbackRecord>>;
}

export function createChatData(firestore: Firestore): ChatData {
  return {
    chats: (ownerUid, count) =>
      liveCollection({
        query: query(
          collection(firestore, COLLECTIONS.chats),
          where('ownerUid', '==', ownerUid),
          orderBy('updatedAt', 'desc'),
          limit(count),
        ),
        schema: chat,
        what: 'chats',
      }),
    chat: (id) =>
      chatId.safeParse(id).success ? liveDocument({ firestore, path: chatPath(id), schema: chat }) : liveMissing(),
    turns: (id) =>
      chatId.safeParse(id).success
        ? liveCollection({ query: query(collection(firestore, chatTurnsPath(id))), schema: chatTurn, what: 'chat' })
        : liveMissing(),
    feedback: (revision) =>
      liveCollection({
        query: query(
          collection(firestore, COLLECTIONS.answerFeedback),
          where('revision', '==', revision),
          orderBy('at', 'desc'),
          limit(FEEDBACK_COUNT),
        ),
        schema: feedbackRecord,
        what: 'ratings',
      }),
  };
}
