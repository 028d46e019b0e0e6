import { CALLABLES, type CallableRequest, type Chat, type ChatTurn } from '@proving-ground/shared';
import { planAsk, type TurnsAround } from '../chats/plan-ask.ts';
import { STARTED_AT } from './a-deployment.ts';
import { TARGET } from './a-load-test.ts';

export const CHAT_ID = '6f1f7c1e-6a55-4e0b-9a9b-0c8f0e3f1a11';
export const OWNER_UID = 'uid-1';

/** The id that the number stands for. */
export const askIdOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export function aQuestion(wishes: Partial<CallableRequest<'ask'>> = {}): CallableRequest<'ask'> {
  return CALLABLES.ask.request.parse({
    ...{ chatId: CHAT_ID, askId: askIdOf(0), parent: null, question: 'What do red pandas eat?', target: TARGET },
    ...wishes,
  });
}

export const NOBODY: TurnsAround = { last: null, active: null, parent: null };

/** A chat in which one question has just been asked. */
export function anAskedChat(now = STARTED_AT): { readonly chat: Chat; readonly turn: ChatTurn } {
  const plan = planAsk(null, NOBODY, { request: aQuestion(), ownerUid: OWNER_UID, now });
  if (plan.kind !== 'new') throw new Error('It is new.');
  return plan;
}
