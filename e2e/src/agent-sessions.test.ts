import { agentSessionsPath, CHAT_SESSION_PREFIX } from '@proving-ground/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sessionNames } from '../../agent/src/sessions/firestore/session-names.ts';
import { DURABLE_PREFIX } from '../../agent/src/sessions/routed-session-service.ts';

// The agent keeps them, and the functions delete them with the chat: neither imports the other.
test('the sessions of a chat lie where the functions look for them, whoever the person is', () => {
  expect(CHAT_SESSION_PREFIX).toBe(DURABLE_PREFIX);
  const uid = fc.oneof(
    fc.constantFrom('auth0|5f7c', 'a@b.example', '.', '__x__', 'a%b~c'),
    fc.string({ minLength: 1 }),
  );
  fc.assert(
    fc.property(uid, (userId) => {
      const sessionId = `${CHAT_SESSION_PREFIX}a1b2-0-1`;
      const names = sessionNames('ROOT', { appName: 'production_agent', userId, sessionId });
      expect(names?.session).toBe(`ROOT/${agentSessionsPath('production_agent', userId)}/${sessionId}`);
    }),
  );
});
