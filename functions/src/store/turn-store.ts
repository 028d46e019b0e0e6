import {
  type Chat,
  type ChatTurn,
  chatPath,
  chat as chatSchema,
  chatTurnPath,
  chatTurn as chatTurnSchema,
  isAnswering,
} from '@proving-ground/shared';
import type { DocumentReference, Firestore, Transaction } from 'firebase-admin/firestore';
import type { z } from 'zod';
import { decideClaim } from '../chats/decide-claim.ts';
import { endTurn, type TurnEnd } from '../chats/end-turn.ts';
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

/** A turn as its writer sees it: taken under a lease, written as the answer comes, ended once. */
export interface TurnStore {
  /** Takes a turn under a new epoch, or ends one that cannot be answered any more; null when there is nothing to answer. */
  claim(claim: TurnClaim): Promise<ClaimedTurn | null>;
  /** Writes what has come so far; null when the turn has passed to another or is over. */
  save(lease: TurnLease, progress: TurnProgress): Promise<TurnSight | null>;
  /** The same without writing. */
  look(lease: TurnLease): Promise<TurnSight | null>;
  /** The last write of a turn, with its chat; false when the turn has passed to another. */
  end(lease: TurnLease, end: TurnEnd, now: Date): Promise<boolean>;
}

/** What a look reads of a turn: without the text, which is large and about to be replaced. */
const sightFields = chatTurnSchema.pick({ epoch: true, status: true, stopRequested: true });
const SIGHT = { fieldMask: Object.keys(sightFields.shape) };

export function createTurnStore(db: Firestore): TurnStore {
  const chatAt = (chatId: string) => db.doc(chatPath(chatId));
  const turnAt = (chatId: string, index: number) => db.doc(chatTurnPath(chatId, index));
  const readBoth = async (transaction: Transaction, { chatId, index }: Pick<TurnLease, 'chatId' | 'index'>) => {
    const [chat, turn] = await transaction.getAll(chatAt(chatId), turnAt(chatId, index));
    const [foundChat, foundTurn] = [
      chat && parseDocument(chatSchema, chat),
      turn && parseDocument(chatTurnSchema, turn),
    ];
    return foundChat && foundTurn ? { chat: foundChat, turn: foundTurn } : null;
  };
  const sightOf = (turn: z.output<typeof sightFields> | null, { epoch }: TurnLease): TurnSight | null =>
    turn?.epoch === epoch && isAnswering(turn.status) ? { stopRequested: turn.stopRequested } : null;
  const readSight = async (
    reader: Pick<Transaction, 'getAll'> | Firestore,
    path: DocumentReference,
    lease: TurnLease,
  ) => {
    const [held] = await reader.getAll(path, SIGHT);
    return sightOf(held ? parseDocument(sightFields, held) : null, lease);
  };

  return {
    claim: ({ chatId, index, now, leaseUntil }) =>
      db.runTransaction(async (transaction) => {
        const found = await readBoth(transaction, { chatId, index });
        if (!found) return null;
        const decision = decideClaim({ ...found, now, leaseUntil });
        switch (decision.kind) {
          case 'refuse':
            return null;
          case 'settle': {
            const ended = endTurn(found, decision.end, now);
            transaction.set(turnAt(chatId, index), { ...ended.turn, epoch: found.turn.epoch + 1 });
            transaction.set(chatAt(chatId), ended.chat);
            return null;
          }
          case 'answer':
            transaction.set(turnAt(chatId, index), decision.turn);
            return { chat: found.chat, turn: decision.turn };
        }
      }),

    save: (lease, { text, acceptedAt, servedBy, traceId, leaseUntil }) =>
      db.runTransaction(async (transaction) => {
        const path = turnAt(lease.chatId, lease.index);
        const sight = await readSight(transaction, path, lease);
        if (!sight) return null;
        transaction.update(path, {
          ...{ text, servedBy, traceId, status: text === '' ? 'waiting' : 'answering' },
          acceptedAt: acceptedAt?.toISOString() ?? null,
          leaseUntil: leaseUntil.toISOString(),
        });
        return sight;
      }),

    look: (lease) => readSight(db, turnAt(lease.chatId, lease.index), lease),

    end: (lease, end, now) =>
      db.runTransaction(async (transaction) => {
        const { chatId, index } = lease;
        const found = await readBoth(transaction, lease);
        if (!found || !sightOf(found.turn, lease)) return false;
        const ended = endTurn(found, end, now);
        transaction.set(turnAt(chatId, index), ended.turn);
        transaction.set(chatAt(chatId), ended.chat);
        return true;
      }),
  };
}
