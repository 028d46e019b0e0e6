import { Failure } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { SOME_FAILURE } from '../testing/finished.ts';
import { failureOfConnection, failureOfErrorCode, failureOfStatus } from './agent-failure.ts';

describe('an error event of the agent', () => {
  test.each([
    ['MODEL_NOT_FOUND', 'failed-precondition', false],
    ['BACKEND_BUSY', 'resource-exhausted', true],
    ['BACKEND_TIMEOUT', 'deadline-exceeded', true],
    ['BACKEND_UNREACHABLE', 'unavailable', true],
    ['BACKEND_UNAUTHORIZED', 'permission-denied', false],
    ['SESSION_BUSY', 'aborted', true],
    ['BACKEND_HTTP_500', 'unavailable', true],
    ['SOMETHING_NEW', 'unavailable', true],
  ])('%s means %s, worth another try: %s', (errorCode, code, retryable) => {
    expect(failureOfErrorCode(errorCode, 'why').record).toMatchObject({
      code,
      reason: errorCode,
      message: 'why',
      retryable,
      nextStep: expect.stringMatching(/\w/),
    });
  });

  test('with a code that is no word of ours is still a reason that can be stored', () => {
    expect(failureOfErrorCode('503', 'why').record.reason).toBe('AGENT_ERROR');
  });
});

describe('an answer that is no success', () => {
  test.each([
    [401, 'permission-denied', false],
    [403, 'permission-denied', false],
    [404, 'not-found', false],
    [429, 'resource-exhausted', true],
    [500, 'unavailable', true],
    [503, 'unavailable', true],
    [504, 'deadline-exceeded', true],
  ])('%i means %s, worth another try: %s', (status, code, retryable) => {
    expect(failureOfStatus(status, '<html>').record).toMatchObject({
      code,
      retryable,
      reason: `AGENT_HTTP_${status}`,
      message: `The agent answered ${status}.`,
    });
  });

  test("says what the agent says, by the agent's own code where it has one", () => {
    expect(failureOfStatus(503, '{"detail":"All slots taken","errorCode":"BACKEND_BUSY"}').record).toMatchObject({
      code: 'resource-exhausted',
      reason: 'BACKEND_BUSY',
      message: 'All slots taken',
    });
    expect(failureOfStatus(404, '{"detail":"Session not found"}').record.message).toContain('Session not found');
    expect(failureOfStatus(422, '{"detail":[{"msg":"x"}]}').record.message).toBe('The agent answered 422.');
  });
});

describe('a connection', () => {
  test('that could not be made says why', () => {
    const error = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
    expect(failureOfConnection(error).record).toMatchObject({
      code: 'unavailable',
      reason: 'AGENT_UNREACHABLE',
      message: 'The agent could not be reached: connect ECONNREFUSED',
      retryable: true,
    });
  });

  test('that was given up by the caller, or by time, is neither', () => {
    expect(failureOfConnection(new DOMException('', 'AbortError')).record).toMatchObject({
      code: 'cancelled',
      retryable: false,
    });
    expect(failureOfConnection(new DOMException('', 'TimeoutError')).record).toMatchObject({
      code: 'deadline-exceeded',
      retryable: true,
    });
  });

  test('in which a failure was already told is not told anew', () => {
    const failure = new Failure(SOME_FAILURE);
    expect(failureOfConnection(failure)).toBe(failure);
  });
});
