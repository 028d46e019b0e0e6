import { createEvent } from '@google/adk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anEvent, describeSessionService } from '../testing/describe-session-service.ts';
import { BoundedSessionService, type SessionLimits } from './bounded-session-service.ts';

const LIMITS: SessionLimits = { maxCount: 3, maxEvents: 4, maxMemoryMiB: 1, ttlSeconds: 60 };
const USER = { appName: 'app', userId: 'u1' };

const openService = (limits: Partial<SessionLimits> = {}) => {
  const clock = { nowMs: 1_000_000 };
  const service = new BoundedSessionService({ limits: { ...LIMITS, ...limits }, nowMs: () => clock.nowMs });
  const create = (sessionId: string, more: object = {}) => service.createSession({ ...USER, sessionId, ...more });
  const get = (sessionId: string, more: object = {}) => service.getSession({ ...USER, sessionId, ...more });
  return { service, clock, create, get };
};

describeSessionService('in memory', ({ maxEvents }) => openService({ maxEvents, maxCount: 100 }).service);

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
