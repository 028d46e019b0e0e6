import { Runner } from '@google/adk';
import { expect, test } from 'vitest';
import { createProductionAgent } from '../../agent/production-agent.ts';
import { SHIPPED_PROFILE } from '../../agent/profile.ts';
import { anEvent, describeSessionService, idsOf } from '../../testing/describe-session-service.ts';
import { firestoreHost } from '../../testing/firestore-host.ts';
import { ScriptedLlm, saying } from '../../testing/scripted-llm.ts';
import { SessionIdError, SessionStaleError, SessionStoreError } from '../session-errors.ts';
import { createFirestoreRest } from './firestore-rest.ts';
import { FirestoreSessionService } from './firestore-session-service.ts';

const USER = { appName: 'app', userId: 'u1' };
const KEY = { ...USER, sessionId: 'chat-1' };
const NOW = Date.parse('2026-03-01T12:00:00.000Z');
let opened = 0;

const openDatabase = () => {
  opened += 1;
  return createFirestoreRest({
    projectId: `demo-agent-${process.pid}-${opened}`,
    baseUrl: `http://${firestoreHost()}`,
    authorize: async () => 'Bearer owner',
  });
};
const openService = (db = openDatabase(), maxEvents = 40) =>
  new FirestoreSessionService({ db, limits: { maxEvents, retentionDays: 90 }, nowMs: () => NOW });

describeSessionService('in Firestore', ({ maxEvents }) => openService(openDatabase(), maxEvents));

test('of two that have read the same session the second to write is refused, and nothing of it is kept', async () => {
  const db = openDatabase();
  const [one, other] = [openService(db), openService(db)];
  await one.createSession(KEY);
  const [first, second] = [await one.getSession(KEY), await other.getSession(KEY)];
  if (!first || !second) throw new Error('The session is not there.');
  await one.appendEvent({ session: first, event: anEvent('e1') });
  const lost = anEvent('e2', { actions: { stateDelta: { 'user:a': 1 } } });
  await expect(other.appendEvent({ session: second, event: lost })).rejects.toThrow(SessionStaleError);
  expect(await other.getSession(KEY)).toMatchObject({ state: {}, events: [{ id: 'e1' }] });
});

test('of many that write at once exactly one gets through', async () => {
  const db = openDatabase();
  await openService(db).createSession(KEY);
  const writers = await Promise.all(
    [1, 2, 3, 4].map(async (number) => {
      const service = openService(db);
      const session = await service.getSession(KEY);
      return async () => session && (await service.appendEvent({ session, event: anEvent(`e${number}`) }));
    }),
  );
  const outcomes = await Promise.allSettled(writers.map((write) => write()));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await openService(db).getSession(KEY))?.events).toHaveLength(1);
});

test('what was said by one instance is read by the next', async () => {
  const db = openDatabase();
  const service = openService(db);
  const session = await service.createSession(KEY);
  for (const id of ['q1', 'q2']) await service.appendEvent({ session, event: anEvent(id) });
  expect(idsOf(await openService(db).getSession(KEY))).toEqual(['q1', 'q2']);
});

test("a copy of a session is nobody's: what it follows from is not known", async () => {
  const service = openService();
  const session = await service.createSession(KEY);
  await expect(service.appendEvent({ session: { ...session }, event: anEvent('e') })).rejects.toThrow(
    SessionStaleError,
  );
});

test('the session and each event carry the moment at which they go', async () => {
  const db = openDatabase();
  const service = openService(db);
  const session = await service.createSession(KEY);
  await service.appendEvent({ session, event: anEvent('e1') });
  const path = `${db.root}/adk-session/app/users/u1/sessions/chat-1`;
  const documents = await db.get([path, `${path}/events/e1`]);
  const expected = { timestampValue: '2026-05-30T12:00:00Z' };
  expect(documents.map((document) => document?.fields['expiresAt'])).toEqual([expected, expected]);
});

test('deleting takes all events along, also more than one batch of them', async () => {
  const db = openDatabase();
  const service = openService(db, 1_000);
  const events = Array.from({ length: 900 }, (_, index) => anEvent(`e${index}`));
  await service.seedSession({ ...KEY, events });
  await service.deleteSession(KEY);
  const path = `${db.root}/adk-session/app/users/u1/sessions/chat-1`;
  expect([await db.get([path]), await db.query(path, { from: [{ collectionId: 'events' }], limit: 1 })]).toEqual([
    [null],
    [],
  ]);
});

test('a deletion that broke off leaves nothing that is read or added to, and is taken up again', async () => {
  const db = openDatabase();
  const service = openService(db);
  const session = await service.createSession(KEY);
  const broken = openService({ ...db, query: () => Promise.reject(new SessionStoreError('UNAVAILABLE', 'gone')) });
  await expect(broken.deleteSession(KEY)).rejects.toThrow(SessionStoreError);
  expect(await service.getSession(KEY)).toBeUndefined();
  await expect(service.appendEvent({ session, event: anEvent('e') })).rejects.toThrow(/not found/);
  expect((await service.listSessions(USER)).totalItems).toBe(0);
  await service.deleteSession(KEY);
  await expect(service.createSession(KEY)).resolves.toMatchObject({ id: 'chat-1' });
});

test.each(['x'.repeat(1_501), '\ud800', 'ü'.repeat(600)])('no document can be named %.12j…', async (userId) => {
  const service = openService();
  const key = { ...KEY, userId };
  await expect(service.createSession(key)).rejects.toThrow(SessionIdError);
  expect(await service.getSession(key)).toBeUndefined();
  await expect(service.deleteSession(key)).resolves.toBeUndefined();
});

test('a Firestore that cannot be reached, or refuses, is named', async () => {
  const nobody = createFirestoreRest({
    projectId: 'demo-x',
    baseUrl: 'http://127.0.0.1:1',
    authorize: async () => 'Bearer owner',
  });
  await expect(openService(nobody).getSession(KEY)).rejects.toMatchObject({ status: 'UNAVAILABLE' });
  const refused = openDatabase();
  const bad = openService({ ...refused, root: refused.root.replace('demo-', 'other/') });
  await expect(bad.createSession(KEY)).rejects.toThrow(SessionStoreError);
});

test('the Runner remembers through it what was said before', async () => {
  const model = new ScriptedLlm(saying('Bamboo.'));
  const db = openDatabase();
  const ask = async (text: string) => {
    const sessionService = openService(db);
    const agent = createProductionAgent({ model, profile: SHIPPED_PROFILE, answer: { temperature: 0, maxTokens: 10 } });
    const runner = new Runner({ appName: 'app', agent, sessionService });
    const turn = runner.runAsync({
      userId: 'u1',
      sessionId: 'chat-1',
      newMessage: { role: 'user', parts: [{ text }] },
    });
    for await (const _ of turn);
  };
  await openService(db).createSession(KEY);
  for (const question of ['What do pandas eat?', 'Is it healthy?']) await ask(question);
  const said = model.asked.at(-1)?.request.contents.map(({ parts }) => parts?.map(({ text }) => text).join(''));
  expect(said).toEqual(['What do pandas eat?', 'Bamboo.', 'Is it healthy?']);
});
