import { expect, test } from 'vitest';
import { LIMITS } from '../testing/create-test-app.ts';
import { anEvent, describeSessionService, idsOf } from '../testing/describe-session-service.ts';
import { BoundedSessionService } from './bounded-session-service.ts';
import { RoutedSessionService } from './routed-session-service.ts';

const open = (maxEvents = 40) => {
  const [durable, inMemory] = [1, 2].map(() => new BoundedSessionService({ limits: { ...LIMITS, maxEvents } }));
  if (!durable || !inMemory) throw new Error('There are two.');
  return { durable, inMemory, service: new RoutedSessionService({ durable, inMemory }) };
};

describeSessionService('routed', ({ maxEvents }) => open(maxEvents).service);

test('a chat goes to the durable sessions, all else to those in memory, and both are listed', async () => {
  const { service, durable, inMemory } = open();
  const user = { appName: 'app', userId: 'u1' };
  for (const sessionId of ['chat-1', 'load-1', 'Chat-2', 'a-chat-3', '']) {
    const session = await service.seedSession({ ...user, sessionId, events: [anEvent('q1')] });
    await service.appendEvent({ session, event: anEvent('q2') });
  }
  const idsIn = async ({ listSessions }: Pick<RoutedSessionService, 'listSessions'>) =>
    (await listSessions(user)).sessions.map(({ id }) => id);
  expect(await idsIn({ listSessions: (asked) => durable.listSessions(asked) })).toEqual(['chat-1']);
  expect(await idsIn({ listSessions: (asked) => inMemory.listSessions(asked) })).toHaveLength(4);
  expect((await service.listSessions({ ...user, limit: 2, page: 1 })).totalItems).toBe(5);
  expect(idsOf(await service.getSession({ ...user, sessionId: 'chat-1' }))).toEqual(['q1', 'q2']);
  await service.deleteSession({ ...user, sessionId: 'chat-1' });
  expect((await durable.listSessions(user)).totalItems).toBe(0);
});
