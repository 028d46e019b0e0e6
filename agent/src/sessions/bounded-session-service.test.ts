import { createEvent, type Session } from '@google/adk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BoundedSessionService, type SessionLimits } from './bounded-session-service.ts';
import { SessionExistsError, SessionGoneError, StateTooLargeError } from './session-errors.ts';

const LIMITS: SessionLimits = { maxCount: 3, maxEvents: 4, maxMemoryMiB: 1, ttlSeconds: 60 };
const USER = { appName: 'app', userId: 'u1' };

const openService = (limits: Partial<SessionLimits> = {}) => {
  const clock = { nowMs: 1_000_000 };
  const service = new BoundedSessionService({ limits: { ...LIMITS, ...limits }, nowMs: () => clock.nowMs });
  const create = (sessionId: string, more: object = {}) => service.createSession({ ...USER, sessionId, ...more });
  const get = (sessionId: string, more: object = {}) => service.getSession({ ...USER, sessionId, ...more });
  return { service, clock, create, get };
};

const anEvent = (text: string, more: object = {}) =>
  createEvent({ author: 'user', id: text, content: { role: 'user', parts: [{ text }] }, ...more });
const idsOf = (session: Session | undefined) => session?.events.map(({ id }) => id);

describe('creating', () => {
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

  test('a session of the same id for another user is another session', async () => {
    const { service, create } = openService();
    await create('s1');
    await service.createSession({ appName: 'app', userId: 'u2', sessionId: 's1' });
    expect((await service.listSessions({ appName: 'app' })).totalItems).toBe(2);
    expect((await service.listSessions(USER)).totalItems).toBe(1);
  });

  test('keys cannot be made to collide', async () => {
    const { service } = openService();
    await service.createSession({ appName: 'app', userId: 'a","b', sessionId: 'c' });
    expect(await service.getSession({ appName: 'app', userId: 'a', sessionId: 'b","c' })).toBeUndefined();
  });
});

describe('state', () => {
  test("of the app is everybody's, of the user all his sessions', of the session its own", async () => {
    const { service, create, get } = openService();
    await create('s1', { state: { 'app:motto': 'hi', 'user:name': 'Ada', mood: 'calm', 'temp:x': 1 } });
    await create('s2');
    const other = await service.createSession({ appName: 'app', userId: 'u2', sessionId: 's1' });
    expect((await get('s1'))?.state).toEqual({ 'app:motto': 'hi', 'user:name': 'Ada', mood: 'calm' });
    expect((await get('s2'))?.state).toEqual({ 'app:motto': 'hi', 'user:name': 'Ada' });
    expect(other.state).toEqual({ 'app:motto': 'hi' });
  });

  test('changes with an event, in the stored session and in the one passed in', async () => {
    const { service, create, get } = openService();
    const session = await create('s1');
    const actions = { stateDelta: { a: 1, 'user:b': 2, 'temp:c': 3 } };
    const event = await service.appendEvent({ session, event: anEvent('e', { actions }) });
    expect(event.actions.stateDelta).toEqual({ a: 1, 'user:b': 2 });
    expect(session.state).toMatchObject({ a: 1, 'user:b': 2 });
    expect((await get('s1'))?.state).toEqual({ a: 1, 'user:b': 2 });
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

describe('events', () => {
  test('are kept in order, partial ones not at all', async () => {
    const { service, create, get } = openService();
    const session = await create('s1');
    for (const id of ['1', '2']) await service.appendEvent({ session, event: anEvent(id) });
    await service.appendEvent({ session, event: anEvent('delta', { partial: true }) });
    expect(idsOf(await get('s1'))).toEqual(['1', '2']);
    expect(idsOf(session)).toEqual(['1', '2']);
  });

  test('with a known id replace the former one', async () => {
    const { service, create, get } = openService();
    const session = await create('s1');
    for (const author of ['user', 'gem']) await service.appendEvent({ session, event: anEvent('same', { author }) });
    expect((await get('s1'))?.events).toMatchObject([{ id: 'same', author: 'gem' }]);
  });

  test('over the cap go, oldest first, and never leave an answer without its question', async () => {
    const { service, create, get } = openService({ maxEvents: 3 });
    const session = await create('s1');
    for (const id of ['q1', 'a1', 'q2', 'a2']) {
      await service.appendEvent({ session, event: anEvent(id, { author: id.startsWith('q') ? 'user' : 'gem' }) });
    }
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
    const { service, create } = openService();
    const session = await create('s1');
    await service.deleteSession({ ...USER, sessionId: 's1' });
    await expect(service.appendEvent({ session, event: anEvent('e') })).rejects.toThrow(SessionGoneError);
  });

  test('make the moment of the last update', async () => {
    const { service, create, get } = openService();
    const session = await create('s1');
    await service.appendEvent({ session, event: anEvent('e', { timestamp: 4_000_000 }) });
    expect(session.lastUpdateTime).toBe(4_000_000);
    expect((await get('s1'))?.lastUpdateTime).toBe(4_000_000);
  });
});

describe('forgetting', () => {
  test('takes the session that was unused for longest when there are too many', async () => {
    const { create, get } = openService();
    for (const id of ['s1', 's2', 's3']) await create(id);
    await get('s1');
    await create('s4');
    expect(await get('s2')).toBeUndefined();
    expect(await get('s1')).toBeDefined();
  });

  test('takes a session that nobody used for its time to live, and lets it be created anew', async () => {
    const { clock, create, get } = openService();
    await create('s1');
    clock.nowMs += 60_001;
    expect(await get('s1')).toBeUndefined();
    await expect(create('s1')).resolves.toMatchObject({ id: 's1', events: [] });
  });

  test('counts the size of what was said', async () => {
    const { service, create, get } = openService();
    for (const id of ['s1', 's2']) {
      const session = await create(id);
      await service.appendEvent({ session, event: anEvent('x'.repeat(400_000)) });
    }
    expect(await get('s1')).toBeUndefined();
    expect(await get('s2')).toBeDefined();
  });
});

test('whatever is said in whatever sessions, no limit is exceeded and every history begins with a question', async () => {
  const step = fc.record({
    session: fc.constantFrom('s1', 's2', 's3', 's4', 's5'),
    turns: fc.array(fc.constantFrom('user', 'gem'), { maxLength: 9 }),
    waitMs: fc.integer({ min: 0, max: 30_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { service, clock, create, get } = openService();
      for (const { session: id, turns, waitMs } of steps) {
        clock.nowMs += waitMs;
        const session = (await get(id)) ?? (await create(id));
        for (const author of ['user', ...turns]) {
          await service.appendEvent({ session, event: createEvent({ author, content: { parts: [{ text: 'x' }] } }) });
        }
        const kept = (await get(id))?.events ?? [];
        expect(kept.length).toBeGreaterThan(0);
        expect(kept.length).toBeLessThanOrEqual(LIMITS.maxEvents);
        const recentHasQuestion = session.events.slice(-LIMITS.maxEvents).some(({ author }) => author === 'user');
        expect(kept[0]?.author).toBe(recentHasQuestion ? 'user' : 'gem');
        expect((await service.listSessions(USER)).totalItems).toBeLessThanOrEqual(LIMITS.maxCount);
      }
    }),
  );
});
