import { Failure, failureCode } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { aFailure } from '../testing/a-failure.ts';
import { failureOfError } from './failure-of-error.ts';

const clientError = (code: string, details?: unknown) => Object.assign(new Error('internal [0]'), { code, details });

test('a failure that the functions sent is passed on whole', () => {
  const sent = aFailure({ reason: 'DEPLOYMENT_IN_PROGRESS', retryable: false });
  expect(failureOfError(clientError('functions/failed-precondition', sent), 'Starting').record).toEqual(sent);
});

test('a failure of ours stays the one it is', () => {
  const failure = new Failure(aFailure());
  expect(failureOfError(failure, 'Starting')).toBe(failure);
});

test.each([
  ['functions/internal', 'NOT_REACHED'],
  ['functions/unavailable', 'NOT_REACHED'],
  ['functions/not-found', 'NOT_DEPLOYED'],
  ['functions/unauthenticated', 'NOT_SIGNED_IN'],
  ['functions/deadline-exceeded', 'TIMED_OUT'],
  ['permission-denied', 'ROLE_MISSING'],
  ['failed-precondition', 'NOT_READY'],
  ['functions/no-such-code', 'NOT_REACHED'],
])('an error with the code %s without details is told as %s', (code, reason) => {
  expect(failureOfError(clientError(code), 'Starting').record.reason).toBe(reason);
});

test('details of an unknown shape are not shown', () => {
  const { record } = failureOfError(clientError('functions/internal', { secret: 'x' }), 'Starting');
  expect(JSON.stringify(record)).not.toContain('secret');
});

test.each([undefined, null, 'text', 7, new TypeError('x is not a function')])(
  '%s that was thrown is told too',
  (thrown) => {
    expect(failureOfError(thrown, 'Starting').record.message).toMatch(/^Starting /);
  },
);

test.each(failureCode.options)('the code %s has a message and a next step', (code) => {
  const { message, nextStep } = failureOfError(clientError(code), 'Starting').record;
  expect([message.startsWith('Starting '), nextStep.length > 10]).toEqual([true, true]);
});
