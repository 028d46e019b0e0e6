import { createEvent, type Session } from '@google/adk';
import { describe, expect, test } from 'vitest';
import type { AppSessionService } from '../sessions/app-session-service.ts';
import { SessionExistsError, SessionGoneError, StateTooLargeError } from '../sessions/session-errors.ts';

const USER = { appName: 'app', userId: 'u1' };

export const anEvent = (text: string, more: object = {}) =>
  createEvent({ author: 'user', id: text, content: { role: 'user', parts: [{ text }] }, ...more });
export const idsOf = (session: Session | undefined) => session?.events.map(({ id }) => id);
/** Questions begin with q, answers with a. */
const said = (id: string) => anEvent(id, { author: id.startsWith('q') ? 'user' : 'gem' });

/** What every session service keeps to, wherever it keeps its sessions. */
export const describeSessionService = (
  name: string,
  open: (limits: { readonly maxEvents: number }) => AppSessionService,
): void => {
  const openService = (maxEvents = 4) => {
    const service = open({ maxEvents });
    const create = (sessionId: string, more: object = {}) => service.createSession({ ...USER, sessionId, ...more });
    const get = (sessionId: string, more: object = {}) => service.getSession({ ...USER, sessionId, ...more });
    return { service, create, get };
  };

  describe(`${name}: creating`, () => {
    test('gives a session without an id one of its own', async () => {
      const { service } = openService();
      const [first, second] = [
        await service.createSession(USER),
        await service.createSession({ ...USER, sessionId: '' }),
      ];
      expect(first.id).toMatch(/^[\da-f-]{36}$/);
      expect(second.id).not.toBe(first.id);
    });

    test('the same session twice is refused, and the first one stays', async () => {
      const { create, get } = openService();
      await create('s1', { state: { a: 1 } });
      await expect(create('s1', { state: { a: 2 } })).rejects.toThrow(SessionExistsError);
      expect((await get('s1'))?.state).toEqual({ a: 1 });
    });

    test('of many at once under one id makes one', async () => {
      const { create } = openService();
      const made = await Promise.allSettled([1, 2, 3, 4].map(() => create('s1')));
      expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    test('a session of the same id for another user is another session', async () => {
      const { service, create } = openService();
      await create('s1');
      await service.createSession({ appName: 'app', userId: 'u2', sessionId: 's1' });
      expect((await service.listSessions({ appName: 'app' })).totalItems).toBe(2);
      expect((await service.listSessions(USER)).totalItems).toBe(1);
    });

    test.each(['../u2', 'a/b', '.', '..', '__all__', 'a","b', '%2F', 'ü 🐼', ' ', '`'])(
      'an id may be %j: it is itself, and no other',
      async (id) => {
        const { service, create, get } = openService();
        await create(id, { state: { mine: true } });
        expect((await get(id))?.state).toEqual({ mine: true });
        await service.createSession({ appName: id, userId: id, sessionId: id });
        expect(await service.getSession({ appName: id, userId: 'u1', sessionId: id })).toBeUndefined();
        const { sessions } = await service.listSessions(USER);
        expect(sessions.map((session) => session.id)).toEqual([id]);
      },
    );

    test('with events to begin with makes all of it', async () => {
      const { service, get } = openService();
      const events = [said('q1'), anEvent('a1', { author: 'gem', actions: { stateDelta: { mood: 'calm' } } })];
      const session = await service.seedSession({ ...USER, sessionId: 's1', state: { a: 1 }, events });
      expect(idsOf(session)).toEqual(['q1', 'a1']);
      await service.appendEvent({ session, event: said('q2') });
      expect(await get('s1')).toMatchObject({ state: { a: 1, mood: 'calm' } });
      expect(idsOf(await get('s1'))).toEqual(['q1', 'a1', 'q2']);
    });

    test('with more events than are kept begins with a question', async () => {
      const { service, get } = openService(3);
      await service.seedSession({ ...USER, sessionId: 's1', events: ['q1', 'a1', 'q2', 'a2'].map(said) });
      expect(idsOf(await get('s1'))).toEqual(['q2', 'a2']);
    });

    test('with events that cannot be kept makes nothing', async () => {
      const { service, get } = openService();
      const event = anEvent('e', { actions: { stateDelta: { b: 'x'.repeat(40_000) } } });
      await expect(service.seedSession({ ...USER, sessionId: 's1', events: [event] })).rejects.toThrow(
        StateTooLargeError,
      );
      expect(await get('s1')).toBeUndefined();
    });
  });

  describe(`${name}: state`, () => {
    test("of the app is everybody's, of the user all his sessions', of the session its own", async () => {
      const { service, create, get } = openService();
      await create('s1', { state: { 'app:motto': 'hi', 'user:name': 'Ada', mood: 'calm', 'temp:x': 1 } });
      const second = await create('s2');
      const other = await service.createSession({ appName: 'app', userId: 'u2', sessionId: 's1' });
      expect((await get('s1'))?.state).toEqual({ 'app:motto': 'hi', 'user:name': 'Ada', mood: 'calm' });
      expect((await get('s2'))?.state).toEqual({ 'app:motto': 'hi', 'user:name': 'Ada' });
      expect(second.state).toEqual({ 'app:motto': 'hi', 'user:name': 'Ada' });
      expect(other.state).toEqual({ 'app:motto': 'hi' });
    });

    test('changes with an event, in the stored session and in the one passed in', async () => {
      const { service, create, get } = openService();
      const session = await create('s1');
      const actions = { stateDelta: { a: [[1], [2]], 'user:b': 2, 'temp:c': 3 } };
      const event = await service.appendEvent({ session, event: anEvent('e', { actions }) });
      expect(event.actions.stateDelta).toEqual({ a: [[1], [2]], 'user:b': 2 });
      expect(session.state).toMatchObject({ a: [[1], [2]], 'user:b': 2 });
      expect((await get('s1'))?.state).toEqual({ a: [[1], [2]], 'user:b': 2 });
    });

    test.each(['__proto__', 'a.b', '`', '__x__', 'constructor', ' ', '%'])(
      'may have a key %j in every scope',
      async (key) => {
        const { create, get } = openService();
        const state = Object.fromEntries([key, `app:${key}`, `user:${key}`].map((one) => [one, 'v']));
        await create('s1', { state });
        expect(new Map(Object.entries((await get('s1'))?.state ?? {}))).toEqual(new Map(Object.entries(state)));
      },
    );

    test('of a user changed from two sessions keeps both changes', async () => {
      const { service, create, get } = openService();
      const sessions = [await create('s1'), await create('s2')];
      await Promise.all(
        sessions.map((session, index) => {
          const actions = { stateDelta: { [`user:key${index}`]: index } };
          return service.appendEvent({ session, event: anEvent('e', { actions }) });
        }),
      );
      expect((await get('s1'))?.state).toEqual({ 'user:key0': 0, 'user:key1': 1 });
    });

    test('that would grow too large changes no scope at all', async () => {
      const { service, create, get } = openService();
      const session = await create('s1');
      const stateDelta = { 'app:a': 1, b: 'x'.repeat(40_000) };
      await expect(service.appendEvent({ session, event: anEvent('e', { actions: { stateDelta } }) })).rejects.toThrow(
        StateTooLargeError,
      );
      expect(await get('s1')).toMatchObject({ state: {}, events: [] });
    });

    test('handed out is a copy: changing it changes nothing here', async () => {
      const { create, get } = openService();
      const session = await create('s1', { state: { a: 1 } });
      session.state['a'] = 2;
      session.events.push(anEvent('forged'));
      expect(await get('s1')).toMatchObject({ state: { a: 1 }, events: [] });
    });
  });

  describe(`${name}: events`, () => {
    test('are kept in order, even of one moment, partial ones not at all', async () => {
      const { service, create, get } = openService();
      const session = await create('s1');
      for (const id of ['2', '1', '3'])
        await service.appendEvent({ session, event: anEvent(id, { timestamp: 5_000 }) });
      await service.appendEvent({ session, event: anEvent('delta', { partial: true }) });
      expect(idsOf(await get('s1'))).toEqual(['2', '1', '3']);
      expect(idsOf(session)).toEqual(['2', '1', '3']);
    });

    test('come back as they were given', async () => {
      const { service, create, get } = openService();
      const session = await create('s1');
      const event = anEvent('e', { author: 'gem', customMetadata: { loadDurationMs: 12, nested: [[1]] } });
      await service.appendEvent({ session, event });
      expect((await get('s1'))?.events).toMatchObject([JSON.parse(JSON.stringify(event))]);
    });

    test('with a known id replace the former one', async () => {
      const { service, create, get } = openService();
      const session = await create('s1');
      for (const author of ['user', 'gem']) await service.appendEvent({ session, event: anEvent('same', { author }) });
      expect((await get('s1'))?.events).toMatchObject([{ id: 'same', author: 'gem' }]);
    });

    test('over the cap are left out, oldest first, and never leave an answer without its question', async () => {
      const { service, create, get } = openService(3);
      const session = await create('s1');
      for (const id of ['q1', 'a1', 'q2', 'a2']) await service.appendEvent({ session, event: said(id) });
      expect(idsOf(await get('s1'))).toEqual(['q2', 'a2']);
    });

    test('can be asked for from a moment on, and by their number, none included', async () => {
      const { service, create, get } = openService();
      const session = await create('s1');
      for (const timestamp of [1, 2, 3])
        await service.appendEvent({ session, event: anEvent(`e${timestamp}`, { timestamp }) });
      expect(idsOf(await get('s1', { config: { numRecentEvents: 2 } }))).toEqual(['e2', 'e3']);
      expect(idsOf(await get('s1', { config: { numRecentEvents: 0 } }))).toEqual([]);
      expect(idsOf(await get('s1', { config: { afterTimestamp: 2 } }))).toEqual(['e2', 'e3']);
    });

    test('of a session that was deleted meanwhile are refused', async () => {
      const { service, create, get } = openService();
      const session = await create('s1');
      await service.appendEvent({ session, event: anEvent('e1') });
      await service.deleteSession({ ...USER, sessionId: 's1' });
      await expect(service.appendEvent({ session, event: anEvent('e2') })).rejects.toThrow(SessionGoneError);
      expect(await get('s1')).toBeUndefined();
      await create('s1');
      expect(idsOf(await get('s1'))).toEqual([]);
    });

    test('make the moment of the last update', async () => {
      const { service, create, get } = openService();
      const session = await create('s1');
      await service.appendEvent({ session, event: anEvent('e', { timestamp: 4_000_000 }) });
      expect(session.lastUpdateTime).toBe(4_000_000);
      expect((await get('s1'))?.lastUpdateTime).toBe(4_000_000);
    });
  });
};
