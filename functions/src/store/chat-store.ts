import {
  AGENT_DEFAULTS,
  type AnswerFeedback,
  agentSessionsPath,
  answerFeedbackPath,
  CHAT_SESSION_PREFIX,
  type Chat,
  type ChatTurn,
  COLLECTIONS,
  chatPath,
  chat as chatSchema,
  chatTurnPath,
  chatTurn as chatTurnSchema,
  chatTurnsPath,
  isAnswering,
} from '@proving-ground/shared';
import { FieldPath, type Firestore, type Transaction } from 'firebase-admin/firestore';
import { decideClaim } from '../chats/decide-claim.ts';
import { endTurn, type TurnEnd } from '../chats/end-turn.ts';
import { feedbackOf } from '../chats/feedback-of.ts';
import { type AskInput, planAsk } from '../chats/plan-ask.ts';
import { chatNotFound, turnNotFound } from '../chats/refusals.ts';
import { hasLapsed } from '../load-tests/may-claim.ts';
import { parseDocument } from './parse-document.ts';

/** Under which a turn is written: the number tells a writer from the one before. */
export interface TurnLease {
  readonly chatId: string;
  readonly index: number;
  readonly epoch: number;
}

export interface TurnClaim {
  readonly chatId: string;
  readonly index: number;
  readonly now: Date;
  readonly leaseUntil: Date;
}

export interface ClaimedTurn {
  readonly chat: Chat;
  readonly turn: ChatTurn;
}

export interface TurnProgress {
  readonly text: string;
  readonly acceptedAt: Date | null;
  readonly servedBy: NonNullable<ChatTurn['servedBy']>;
  readonly traceId: string;
  readonly leaseUntil: Date;
}

/** What a writer learns with each look. */
export interface TurnSight {
  readonly stopRequested: boolean;
}

/** Whose chat is changed. */
interface OwnChat {
  readonly chatId: string;
  readonly ownerUid: string;
}

export interface ChatStore {
  get(chatId: string): Promise<Chat | null>;
  /** In the order of their index. */
  turns(chatId: string): Promise<readonly ChatTurn[]>;
  /** Puts a question on record; the same call again names the same turn.
   * @throws Failure as planAsk does */
  ask(input: AskInput): Promise<{ readonly turn: ChatTurn; readonly created: boolean }>;
  /** Takes a turn under a new epoch, or ends one that cannot be answered any more; null when there is nothing to answer. */
  claim(claim: TurnClaim): Promise<ClaimedTurn | null>;
  /** Writes what has come so far; null when the turn has passed to another or is over. */
  save(lease: TurnLease, progress: TurnProgress): Promise<TurnSight | null>;
  /** The same without writing. */
  look(lease: TurnLease): Promise<TurnSight | null>;
  /** The last write of a turn, with its chat; false when the turn has passed to another. */
  end(lease: TurnLease, end: TurnEnd, now: Date): Promise<boolean>;
  /** @throws Failure not-found */
  requestStop(own: OwnChat & { readonly index: number }): Promise<ChatTurn>;
  /** @throws Failure not-found */
  change(own: OwnChat, change: Partial<Pick<Chat, 'title' | 'deletedAt'>>): Promise<Chat>;
  /** Stores what somebody thinks of an answer, in the turn and for everybody. @throws Failure */
  rate(
    own: OwnChat & { readonly index: number; readonly feedback: AnswerFeedback | null; readonly now: Date },
  ): Promise<void>;
  /** Turns that should be answered and that nobody is at. */
  abandoned(now: Date, limit: number): Promise<readonly { readonly chatId: string; readonly turn: number }[]>;
  deletedBefore(before: Date, limit: number): Promise<readonly string[]>;
  /** Deletes a chat with its turns and all that the agent has kept of it. */
  purge(chatId: string): Promise<void>;
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
  const sightOf = (turn: Pick<ChatTurn, 'epoch' | 'status' | 'stopRequested'>, lease: TurnLease): TurnSight | null =>
    turn.epoch === lease.epoch && isAnswering(turn.status) ? { stopRequested: turn.stopRequested } : null;
  // Without the text, which is large and about to be replaced.
  const SIGHT = { fieldMask: ['epoch', 'status', 'stopRequested'] };

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

    claim: ({ chatId, index, now, leaseUntil }) =>
      db.runTransaction(async (transaction) => {
        const [chat, turn] = [await readChat(transaction, chatId), await readTurn(transaction, chatId, index)];
        if (!chat || !turn) return null;
        const decision = decideClaim({ chat, turn, now, leaseUntil });
        switch (decision.kind) {
          case 'refuse':
            return null;
          case 'settle': {
            const ended = endTurn({ chat, turn }, decision.end, now);
            transaction.set(turnAt(chatId, index), { ...ended.turn, epoch: turn.epoch + 1 });
            transaction.set(chatAt(chatId), ended.chat);
            return null;
          }
          case 'answer':
            transaction.set(turnAt(chatId, index), decision.turn);
            return { chat, turn: decision.turn };
        }
      }),

    save: (lease, { text, acceptedAt, servedBy, traceId, leaseUntil }) =>
      db.runTransaction(async (transaction) => {
        const path = turnAt(lease.chatId, lease.index);
        const [held] = await transaction.getAll(path, SIGHT);
        const sight = held?.exists ? sightOf(held.data() as ChatTurn, lease) : null;
        if (!sight) return null;
        transaction.update(path, {
          ...{ text, servedBy, traceId, status: text === '' ? 'waiting' : 'answering' },
          acceptedAt: acceptedAt?.toISOString() ?? null,
          leaseUntil: leaseUntil.toISOString(),
        });
        return sight;
      }),

    look: async (lease) => {
      const [held] = await db.getAll(turnAt(lease.chatId, lease.index), SIGHT);
      return held?.exists ? sightOf(held.data() as ChatTurn, lease) : null;
    },

    end: (lease, end, now) =>
      db.runTransaction(async (transaction) => {
        const { chatId, index } = lease;
        const [chat, turn] = [await readChat(transaction, chatId), await readTurn(transaction, chatId, index)];
        if (!chat || !turn || !sightOf(turn, lease)) return false;
        const ended = endTurn({ chat, turn }, end, now);
        transaction.set(turnAt(chatId, index), ended.turn);
        transaction.set(chatAt(chatId), ended.chat);
        return true;
      }),

    requestStop: ({ index, ...own }) =>
      db.runTransaction(async (transaction) => {
        await readOwn(transaction, own);
        const turn = await readTurn(transaction, own.chatId, index);
        if (!turn) throw turnNotFound(index);
        if (!isAnswering(turn.status) || turn.stopRequested) return turn;
        transaction.update(turnAt(own.chatId, index), { stopRequested: true });
        return { ...turn, stopRequested: true };
      }),

    change: (own, change) =>
      db.runTransaction(async (transaction) => {
        const chat = await readOwn(transaction, own);
        transaction.update(chatAt(own.chatId), change);
        return { ...chat, ...change };
      }),

    rate: ({ index, feedback, now, ...own }) =>
      db.runTransaction(async (transaction) => {
        await readOwn(transaction, own);
        const turn = await readTurn(transaction, own.chatId, index);
        if (!turn) throw turnNotFound(index);
        const record = feedbackOf({ chatId: own.chatId, turn, feedback, now });
        const path = db.doc(answerFeedbackPath(own.chatId, index));
        if (record) transaction.set(path, record);
        else transaction.delete(path);
        transaction.update(turnAt(own.chatId, index), { feedback });
      }),

    abandoned: async (now, limit) => {
      // A null sorts before every number: only chats with an answer under way are found.
      const { docs } = await db.collection(COLLECTIONS.chats).where('activeTurn', '>=', 0).limit(limit).get();
      const turns = docs.map((document) => ({ chatId: document.id, turn: Number(document.get('activeTurn')) }));
      if (turns.length === 0) return [];
      const found = await db.getAll(...turns.map(({ chatId, turn }) => turnAt(chatId, turn)), {
        fieldMask: ['leaseUntil'],
      });
      return turns.filter((_, index) => {
        const leaseUntil: unknown = found[index]?.get('leaseUntil');
        return typeof leaseUntil !== 'string' || hasLapsed(leaseUntil, now);
      });
    },

    deletedBefore: async (before, limit) => {
      const { docs } = await db
        .collection(COLLECTIONS.chats)
        .where('deletedAt', '<', before.toISOString())
        .limit(limit)
        .get();
      return docs.map(({ id }) => id);
    },

    purge: async (chatId) => {
      const ownerUid: unknown = (await chatAt(chatId).get()).get('ownerUid');
      if (typeof ownerUid === 'string') {
        const sessions = db.collection(agentSessionsPath(AGENT_DEFAULTS.appName, ownerUid));
        const ofChat = `${CHAT_SESSION_PREFIX}${chatId}-`;
        const { docs } = await sessions
          .where(FieldPath.documentId(), '>=', ofChat)
          .where(FieldPath.documentId(), '<', `${ofChat}~`)
          .get();
        for (const { ref } of docs) await db.recursiveDelete(ref);
      }
      await db.recursiveDelete(chatAt(chatId));
    },
  };
}
