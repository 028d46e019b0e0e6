import {
  type CallableRequest,
  CHAT_RETENTION_DAYS,
  type Chat,
  type ChatTurn,
  isAnswering,
} from '@proving-ground/shared';
import { expiryAfter } from '../platform/expiry-after.ts';
import { hasLapsed } from '../platform/lease.ts';
import { endTurn } from './end-turn.ts';
import { answerInProgress, chatDeleted, chatNotFound, turnNotFound } from './refusals.ts';

const TITLE_CHARACTERS = 80;
const QUESTIONS_CHARACTERS = 4_000;
/** Past it a task that never came is called again. */
const PICK_UP_MS = 30_000;

export interface AskInput {
  readonly request: CallableRequest<'ask'>;
  readonly ownerUid: string;
  readonly now: Date;
}

/** The turns of a chat that a question has to do with, as far as they are there. */
export interface TurnsAround {
  readonly last: ChatTurn | null;
  readonly active: ChatTurn | null;
  readonly parent: ChatTurn | null;
}

/** `repeated`: the same call came again. `settled`: a turn whose writer is gone, ended on the way. */
export type AskPlan =
  | { readonly kind: 'repeated'; readonly turn: ChatTurn }
  | { readonly kind: 'new'; readonly chat: Chat; readonly turn: ChatTurn; readonly settled: ChatTurn | null };

/** What a question makes of a chat, or of none yet. Pure.
 * @throws Failure when the chat is somebody else's, deleted or busy, or what the question follows is not there */
export function planAsk(found: Chat | null, around: TurnsAround, { request, ownerUid, now }: AskInput): AskPlan {
  const { chatId, askId, parent, question } = request;
  if (found && found.ownerUid !== ownerUid) throw chatNotFound(chatId);
  if (found?.deletedAt) throw chatDeleted();
  if (around.last?.askId === askId) return { kind: 'repeated', turn: around.last };
  if (parent !== null && (!around.parent || isAnswering(around.parent.status))) {
    throw around.parent ? answerInProgress() : turnNotFound(parent);
  }
  const before = found ?? newChat({ request, ownerUid, now });
  const { chat, settled } = withoutDeadAnswer(before, around.active, now);
  const index = chat.turnCount;
  const expiresAt = expiryAfter(now, CHAT_RETENTION_DAYS);
  return {
    kind: 'new',
    settled,
    chat: {
      ...chat,
      target: request.target,
      updatedAt: now.toISOString(),
      turnCount: index + 1,
      activeTurn: index,
      questions: `${oneLine(question)}\n${chat.questions}`.slice(0, QUESTIONS_CHARACTERS),
      expiresAt,
    },
    turn: {
      ...{ index, askId, parent, question, status: 'waiting', text: '' },
      ...{ askedAt: now.toISOString(), acceptedAt: null, endedAt: null },
      ...{
        servedBy: null,
        traceId: null,
        figures: null,
        failure: null,
        feedback: null,
        stopRequested: false,
        epoch: 0,
      },
      leaseUntil: new Date(now.getTime() + PICK_UP_MS).toISOString(),
      expiresAt,
    },
  };
}

function newChat({ request, ownerUid, now }: AskInput): Chat {
  const at = now.toISOString();
  return {
    ...{ id: request.chatId, ownerUid, target: request.target, comparison: request.comparison },
    title: shortened(oneLine(request.question)),
    ...{ createdAt: at, updatedAt: at, turnCount: 0, activeTurn: null, session: null },
    ...{ questions: '', lastAnswer: null, deletedAt: null, expiresAt: now },
  };
}

/** Nobody has to wait for the sweep to ask again after a writer that died. */
function withoutDeadAnswer(chat: Chat, active: ChatTurn | null, now: Date) {
  if (chat.activeTurn === null) return { chat, settled: null };
  if (!active || !isAnswering(active.status)) return { chat: { ...chat, activeTurn: null }, settled: null };
  if (!hasLapsed(active.leaseUntil, now)) throw answerInProgress();
  const ended = endTurn({ chat, turn: active }, { status: 'interrupted', text: active.text }, now);
  // Under a new number: should the writer only have been slow, it cannot write any more.
  return { chat: ended.chat, settled: { ...ended.turn, epoch: active.epoch + 1 } };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function shortened(text: string): string {
  // By what people see as characters: an emoji is not cut in two.
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return characters.length <= TITLE_CHARACTERS ? text : `${characters.slice(0, TITLE_CHARACTERS - 1).join('')}…`;
}
