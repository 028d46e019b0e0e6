import {
  agentSessionsPath,
  answerFeedbackPath,
  type CallableRequest,
  chatPath,
  chatTurnPath,
  feedbackRecord,
} from '@proving-ground/shared';
import type { Firestore } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import { aQuestion, askIdOf, CHAT_ID, OWNER_UID } from '../testing/a-chat.ts';
import { STARTED_AT } from '../testing/a-deployment.ts';
import { openFirestore } from '../testing/firestore-emulator.ts';
import { createChatStore } from './chat-store.ts';
import { createChatSweepStore } from './chat-sweep-store.ts';
import { createTurnStore } from './turn-store.ts';

const at = (seconds: number) => new Date(STARTED_AT.getTime() + seconds * 1_000);
const OWN = { chatId: CHAT_ID, ownerUid: OWNER_UID };
const SERVED_BY = { deploymentId: 'd1', revision: 'agent-d1', model: 'gemma3:270m' };

function open() {
  const db = openFirestore('chat-store');
  const chats = createChatStore(db);
  const turns = createTurnStore(db);
  const sweep = createChatSweepStore(db);
  const ask = (wishes: Partial<CallableRequest<'ask'>> = {}, seconds = 0) =>
    chats.ask({ request: aQuestion(wishes), ownerUid: OWNER_UID, now: at(seconds) });
  const claim = async (index = 0, seconds = 1) =>
    await turns.claim({ chatId: CHAT_ID, index, now: at(seconds), leaseUntil: at(seconds + 20) });
  const leaseOf = async (index = 0, seconds = 1) => {
    const claimed = await claim(index, seconds);
    if (!claimed) throw new Error('The turn is not free.');
    return { chatId: CHAT_ID, index, epoch: claimed.turn.epoch };
  };
  const progress = (text: string, seconds = 2) => ({
    ...{ text, acceptedAt: at(1), servedBy: SERVED_BY, traceId: 't1' },
    leaseUntil: at(seconds + 20),
  });
  return { db, chats, turns, sweep, ask, claim, leaseOf, progress };
}

describe('asking', () => {
  test('the same again, also at the same time, is one turn', async () => {
    const { chats, ask } = open();
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => ask()));
    expect(outcomes.map(({ turn }) => turn.index)).toEqual([0, 0, 0, 0]);
    expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
    expect(await chats.turns(CHAT_ID)).toHaveLength(1);
  });

  test('of different questions at the same time exactly one is taken', async () => {
    const { chats, ask } = open();
    const outcomes = await Promise.allSettled([1, 2, 3].map((number) => ask({ askId: askIdOf(number) })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await chats.get(CHAT_ID)).toMatchObject({ turnCount: 1, activeTurn: 0 });
  });
});

describe('a turn', () => {
  test('is taken by one of many workers, and by the next when the lease has run out', async () => {
    const { ask, claim } = open();
    await ask();
    const taken = await Promise.all([1, 2, 3].map(() => claim()));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await claim(0, 20)).toBeNull();
    expect((await claim(0, 22))?.turn.epoch).toBe(2);
    expect(await claim(1)).toBeNull();
  });

  test('is written by the holder of the newest lease alone, who learns of a stop with each look', async () => {
    const { chats, turns, ask, leaseOf, progress } = open();
    await ask();
    const first = await leaseOf();
    expect(await turns.save(first, progress(''))).toEqual({ stopRequested: false });
    await chats.requestStop({ ...OWN, index: 0 });
    expect(await turns.look(first)).toEqual({ stopRequested: true });
    expect(await turns.save(first, progress('Bam'))).toEqual({ stopRequested: true });
    const overtaken = { ...first, epoch: 0 };
    expect([await turns.look(overtaken), await turns.save(overtaken, progress('x'))]).toEqual([null, null]);
    expect(await turns.end(overtaken, { status: 'stopped', text: 'x' }, at(9))).toBe(false);
    expect(await turns.end(first, { status: 'stopped', text: 'Bam' }, at(9))).toBe(true);
    expect(await turns.save(first, progress('late'))).toBeNull();
    expect((await chats.turns(CHAT_ID))[0]).toMatchObject({ status: 'stopped', text: 'Bam', servedBy: SERVED_BY });
  });

  test('that nobody is at is found, and is not while somebody is', async () => {
    const { turns, sweep, ask, leaseOf } = open();
    await ask();
    expect(await sweep.abandoned(at(20), 10)).toEqual([]);
    expect(await sweep.abandoned(at(31), 10)).toEqual([{ chatId: CHAT_ID, turn: 0 }]);
    const lease = await leaseOf(0, 31);
    expect(await sweep.abandoned(at(40), 10)).toEqual([]);
    await turns.end(lease, { status: 'stopped', text: '' }, at(41));
    expect(await sweep.abandoned(at(900), 10)).toEqual([]);
  });

  test('that nobody is at is found behind any number that are being answered', async () => {
    const { db, sweep } = open();
    const batch = db.batch();
    const put = (id: string, turn: number, leaseUntil: Date) => {
      batch.set(db.doc(chatPath(id)), { activeTurn: turn });
      batch.set(db.doc(chatTurnPath(id, turn)), { leaseUntil: leaseUntil.toISOString() });
    };
    for (let index = 0; index < 20; index += 1) put(`busy-${index}`, 0, at(60));
    for (const id of ['left-1', 'left-2']) put(id, 7, at(0));
    await batch.commit();
    expect(await sweep.abandoned(at(30), 10)).toEqual([
      { chatId: 'left-1', turn: 7 },
      { chatId: 'left-2', turn: 7 },
    ]);
    expect(await sweep.abandoned(at(30), 1)).toHaveLength(1);
  });
});

describe('a chat of somebody else', () => {
  test('can be neither changed, stopped nor rated, as if it were not there', async () => {
    const { chats, ask } = open();
    await ask();
    const theirs = { chatId: CHAT_ID, ownerUid: 'uid-2' };
    const nothing = { ...OWN, chatId: askIdOf(9) };
    for (const own of [theirs, nothing]) {
      const attempts = [
        chats.change(own, { title: 'Mine' }),
        chats.requestStop({ ...own, index: 0 }),
        chats.rate({ ...own, index: 0, feedback: { thumb: 'up', note: '' }, now: at(1) }),
      ];
      for (const { reason } of (await Promise.allSettled(attempts)) as PromiseRejectedResult[]) {
        expect(reason).toMatchObject({ record: { reason: 'CHAT_NOT_FOUND' } });
      }
    }
  });
});

describe('a rating', () => {
  test('is in the turn and, without the answer, where everybody reads it; taken back it is in neither', async () => {
    const { db, chats, turns, ask, leaseOf, progress } = open();
    await ask();
    const rate = (feedback: Parameters<typeof chats.rate>[0]['feedback']) =>
      chats.rate({ ...OWN, index: 0, feedback, now: at(9) });
    await expect(rate({ thumb: 'up', note: '' })).rejects.toMatchObject({ record: { reason: 'NOTHING_TO_RATE' } });
    await turns.save(await leaseOf(), progress('Bamboo.'));
    await rate({ thumb: 'down', note: 'Too short.' });
    const path = answerFeedbackPath(CHAT_ID, 0);
    const told = (await db.doc(path).get()).data();
    expect(feedbackRecord.parse(told)).toMatchObject({ ...SERVED_BY, thumb: 'down', note: 'Too short.' });
    expect(JSON.stringify(told)).not.toMatch(/Bamboo|panda|uid-1/);
    expect((await chats.turns(CHAT_ID))[0]?.feedback).toEqual({ thumb: 'down', note: 'Too short.' });
    await rate(null);
    expect([(await db.doc(path).get()).exists, (await chats.turns(CHAT_ID))[0]?.feedback]).toEqual([false, null]);
  });
});

describe('what somebody wrote to a rating', () => {
  const ratingOf = async (db: Firestore, chatId: string, index = 0) =>
    feedbackRecord.parse((await db.doc(answerFeedbackPath(chatId, index)).get()).data());

  const rated = async () => {
    const opened = open();
    await opened.ask();
    await opened.turns.save(await opened.leaseOf(), opened.progress('Bamboo.'));
    await opened.chats.rate({ ...OWN, index: 0, feedback: { thumb: 'down', note: 'Too short.' }, now: at(9) });
    return opened;
  };

  test('goes with the chat; that somebody was not content stays', async () => {
    const { db, sweep } = await rated();
    const other = { ...(await ratingOf(db, CHAT_ID)), id: `${askIdOf(9)}~0` };
    await db.doc(answerFeedbackPath(askIdOf(9), 0)).set(other);
    await sweep.purge(CHAT_ID);
    expect(await ratingOf(db, CHAT_ID)).toMatchObject({ ...SERVED_BY, thumb: 'down', note: '', noteExpiresAt: null });
    expect(await ratingOf(db, askIdOf(9))).toEqual(other);
  });

  test('is kept no longer than a chat that nobody deletes', async () => {
    const { db, sweep } = await rated();
    const days = (count: number) => new Date(at(9).getTime() + count * 86_400_000);
    expect(await sweep.forgetNotes(days(90), 10)).toBe(0);
    expect(await ratingOf(db, CHAT_ID)).toMatchObject({ note: 'Too short.' });
    expect(await sweep.forgetNotes(days(90.1), 10)).toBe(1);
    expect(await ratingOf(db, CHAT_ID)).toMatchObject({ thumb: 'down', note: '' });
    expect(await sweep.forgetNotes(days(900), 10)).toBe(0);
  });
});

describe('a deleted chat', () => {
  test('can be restored for a while, and then goes with its turns and what the agent remembers of it', async () => {
    const { db, chats, sweep, ask } = open();
    await ask();
    await chats.change(OWN, { deletedAt: at(0).toISOString() });
    await expect(ask({ askId: askIdOf(1) })).rejects.toMatchObject({ record: { reason: 'CHAT_DELETED' } });
    expect(await sweep.deletedBefore(at(0), 10)).toEqual([]);
    expect(await sweep.deletedBefore(at(1), 10)).toEqual([CHAT_ID]);
    await expect(chats.restore(OWN, at(601))).rejects.toMatchObject({ record: { reason: 'CHAT_GONE' } });
    await chats.restore(OWN, at(600));
    expect(await sweep.deletedBefore(at(900), 10)).toEqual([]);

    const sessions = agentSessionsPath('production_agent', OWNER_UID);
    const [ours, other] = [`${sessions}/chat-${CHAT_ID}-0-1`, `${sessions}/chat-${askIdOf(9)}-0-1`];
    for (const path of [ours, `${ours}/events/e1`, other]) await db.doc(path).set({ a: 1 });
    await sweep.purge(CHAT_ID);
    const left = await Promise.all(
      [chatPath(CHAT_ID), chatTurnPath(CHAT_ID, 0), ours, `${ours}/events/e1`, other].map((path) => db.doc(path).get()),
    );
    expect(left.map(({ exists }) => exists)).toEqual([false, false, false, false, true]);
  });

  test('that is gone already does not trouble the next sweep', async () => {
    const { sweep } = open();
    await expect(sweep.purge(CHAT_ID)).resolves.toBeUndefined();
  });
});
