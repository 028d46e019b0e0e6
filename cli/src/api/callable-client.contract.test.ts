import { expect, test } from 'vitest';
import { aRefusal } from '../testing/a-failure.ts';
import { CALL, clientOf, refused } from '../testing/callable-under-test.ts';
import { answers, loopbackServer } from '../testing/loopback-server.ts';

test('a call carries its data and the token, and its result comes back', async () => {
  const { rollback, received } = await clientOf(answers(200, { result: { deploymentId: 'd2', created: true } }));
  expect(await rollback()).toEqual({ deploymentId: 'd2', created: true });
  expect(received).toMatchObject([
    {
      ...{ method: 'POST', url: '/rollback', authorization: 'Bearer a-token' },
      body: { data: CALL },
    },
  ]);
});

test('a failure of ours in the details comes back whole', async () => {
  const { record } = aRefusal({ logTail: ['last line'] });
  const error = { status: 'FAILED_PRECONDITION', message: record.message, details: record };
  const { rollback } = await clientOf(answers(400, { error }));
  expect(await refused(rollback())).toEqual(record);
});

test.each([
  [401, { error: { status: 'UNAUTHENTICATED', message: 'Unauthenticated' } }, 'NOT_SIGNED_IN'],
  [403, '<html>Forbidden</html>', 'ROLE_MISSING'],
  [404, '<html>Not found</html>', 'NOT_DEPLOYED'],
  [429, 'Rate exceeded.', 'TOO_MANY_REQUESTS'],
  [500, { error: { status: 'INTERNAL', message: 'INTERNAL' } }, 'NOT_REACHED'],
  [502, 'Bad gateway', 'NOT_REACHED'],
  [504, '', 'TIMED_OUT'],
  [400, { error: { status: 'FAILED_PRECONDITION', message: 'No index.' } }, 'NOT_READY'],
  [200, 'not JSON', 'UNEXPECTED_ANSWER'],
  [200, {}, 'UNEXPECTED_ANSWER'],
  [200, { result: { deploymentId: 'd2' } }, 'UNEXPECTED_ANSWER'],
  [200, { result: { deploymentId: 'd2', created: true, colour: 'red' } }, 'UNEXPECTED_ANSWER'],
])('HTTP %i with %j is told as %s', async (status, body, reason) => {
  const { rollback } = await clientOf(answers(status, body));
  expect(await refused(rollback())).toMatchObject({ reason });
});

test('a token never follows a redirect', async () => {
  const elsewhere = await loopbackServer(answers(200, { result: { deploymentId: 'd2', created: true } }));
  const { rollback } = await clientOf((_, response) => {
    response.writeHead(307, { location: elsewhere.url });
    response.end();
  });
  expect(await refused(rollback())).toMatchObject({ reason: 'NOT_REACHED' });
  expect(elsewhere.received).toEqual([]);
});

test('a product that is not there is told', async () => {
  const { rollback } = await clientOf((_, response) => response.destroy());
  expect(await refused(rollback())).toMatchObject({ reason: 'NOT_REACHED', code: 'unavailable', retryable: true });
});
