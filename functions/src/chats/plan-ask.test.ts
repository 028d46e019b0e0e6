import { chat as chatSchema, chatTurn } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { anAskedChat, aQuestion, askIdOf, NOBODY, OWNER_UID } from '../testing/a-chat.ts';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { endTurn } from './end-turn.ts';
import { planAsk } from './plan-ask.ts';

const at = (seconds: number) => new Date(STARTED_AT.getTime() + seconds * 1_000);
const asked = (wishes: Parameters<typeof aQuestion>[0], seconds = 60) => ({
  request: aQuestion({ askId: askIdOf(1), ...wishes }),
  ownerUid: OWNER_UID,
  now: at(seconds),
});
const answered = () => endTurn(anAskedChat(), { status: 'stopped', text: 'Bam' }, at(5));

describe('a first question', () => {
  test('begins a chat that is named after it, in records that fit their schemas', () => {
    const { chat, turn } = anAskedChat();
    expect(chatSchema.parse(chat)).toMatchObject({ title: 'What do red pandas eat?', turnCount: 1, activeTurn: 0 });
    expect(chatTurn.parse(turn)).toMatchObject({ index: 0, parent: null, status: 'waiting', epoch: 0 });
    expect(chat.expiresAt).toEqual(new Date('2026-05-30T12:00:00.000Z'));
  });

  test('of many lines and words gives a title of one short line', () => {
    const plan = planAsk(null, NOBODY, asked({ question: `Tell\n\tme ${'🐼'.repeat(90)}` }));
    expect(plan).toMatchObject({ chat: { title: `Tell me ${'🐼'.repeat(71)}…` } });
  });

  test('cannot follow anything', () => {
    expect(() => planAsk(null, NOBODY, asked({ parent: 0 }))).toThrow(/no turn 0/);
  });
});

describe('another question', () => {
  test('follows the turn that it names, under the next number', () => {
    const { chat, turn } = answered();
    const plan = planAsk(chat, { last: turn, active: null, parent: turn }, asked({ parent: 0, question: 'Why?' }));
    expect(plan).toMatchObject({
      chat: {
        turnCount: 2,
        activeTurn: 1,
        title: 'What do red pandas eat?',
        questions: 'Why?\nWhat do red pandas eat?\n',
      },
      turn: { index: 1, parent: 0 },
      settled: null,
    });
  });

  test('under the same id is the turn that is there', () => {
    const { chat, turn } = anAskedChat();
    expect(planAsk(chat, { last: turn, active: turn, parent: null }, asked({ askId: turn.askId }))).toEqual({
      kind: 'repeated',
      turn,
    });
  });

  test('has to wait for the answer before, also when it follows that one', () => {
    const { chat, turn } = anAskedChat();
    const around = { last: turn, active: turn, parent: null };
    expect(() => planAsk(chat, around, asked({}, 20))).toThrow(/still being written/);
    expect(() => planAsk(chat, { ...around, parent: turn }, asked({ parent: 0 }, 20))).toThrow(/still being written/);
  });

  test('ends an answer whose writer is gone, so that a late one cannot write any more', () => {
    const { chat, turn } = anAskedChat();
    const dead = { ...turn, epoch: 1, text: 'Bam', status: 'answering' as const };
    const plan = planAsk(chat, { last: dead, active: dead, parent: null }, asked({}, 60));
    expect(plan).toMatchObject({
      settled: { index: 0, status: 'interrupted', text: 'Bam', epoch: 2 },
      chat: { activeTurn: 1 },
      turn: { index: 1, parent: null },
    });
  });

  test.each([
    ['of somebody else', { ownerUid: 'uid-2' }, /no chat/],
    ['in a deleted chat', { deletedAt: STARTED_AT.toISOString() }, /deleted/],
  ])('%s is refused', (_, change, why) => {
    const { chat, turn } = answered();
    expect(() => planAsk({ ...chat, ...change }, { last: turn, active: null, parent: null }, asked({}))).toThrow(why);
  });
});
