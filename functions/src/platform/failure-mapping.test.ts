import { Failure, failureRecord } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { SOME_FAILURE } from '../testing/finished.ts';
import { callApi, toFailure } from './failure-mapping.ts';

const failureOf = (fields: object) => toFailure('Cloud Run', Object.assign(new Error('No.'), fields)).record;

describe('what Google answers', () => {
  test.each([
    [1, 'cancelled', false],
    [2, 'internal', false],
    [3, 'invalid-argument', false],
    [4, 'deadline-exceeded', true],
    [5, 'not-found', false],
    [6, 'already-exists', false],
    [7, 'permission-denied', false],
    [8, 'resource-exhausted', true],
    [9, 'failed-precondition', false],
    [10, 'aborted', true],
    [11, 'internal', false],
    [12, 'internal', false],
    [13, 'internal', true],
    [14, 'unavailable', true],
    [15, 'internal', false],
    [16, 'unauthenticated', false],
  ])('gRPC status %i is %s, worth another try: %s', (code, expected, retryable) => {
    expect(failureOf({ code })).toMatchObject({ code: expected, retryable });
  });

  test.each([
    [400, 'invalid-argument', false],
    [401, 'unauthenticated', false],
    [403, 'permission-denied', false],
    [404, 'not-found', false],
    [409, 'already-exists', false],
    [412, 'failed-precondition', false],
    [418, 'internal', false],
    [429, 'resource-exhausted', true],
    [500, 'unavailable', true],
    [502, 'unavailable', true],
    [503, 'unavailable', true],
    [504, 'unavailable', true],
  ])(
    'HTTP status %i is %s, worth another try: %s, in either of the fields the clients use',
    (status, expected, retryable) => {
      expect(failureOf({ status })).toMatchObject({ code: expected, retryable });
      expect(failureOf({ code: status })).toMatchObject({ code: expected, retryable });
    },
  );

  test.each(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'UND_ERR_SOCKET'])(
    'the network error %s passes',
    (code) => {
      expect(failureOf({ code })).toMatchObject({ code: 'unavailable', retryable: true });
    },
  );

  test('a deadline of ours passes too', () => {
    expect(failureOf({ code: 'TimeoutError' })).toMatchObject({ code: 'deadline-exceeded', retryable: true });
  });

  test.each(['ENOENT', 'EACCES', 'ERR_INVALID_ARG_TYPE'])('%s is our own mistake and stays', (code) => {
    expect(failureOf({ code })).toMatchObject({ code: 'internal', retryable: false });
  });

  test.each([
    ['gRPC', { code: 7, reason: 'SERVICE_DISABLED' }],
    ['HTTP', { status: 403, response: { data: { error: { details: [{ reason: 'SERVICE_DISABLED' }] } } } }],
  ])('an API that was enabled a moment ago may still refuse by %s, which passes', (_by, fields) => {
    expect(failureOf(fields)).toMatchObject({ code: 'failed-precondition', retryable: true });
  });
});

describe('the record', () => {
  test('names the API in reason and message', () => {
    expect(failureOf({ code: 7 })).toMatchObject({
      reason: 'CLOUD_RUN_PERMISSION_DENIED',
      message: 'Cloud Run: No.',
      nextStep: expect.stringContaining('proving-ground-functions'),
    });
  });

  test.each([undefined, null, 'text', 7, {}, new Error('x'.repeat(9_000))])(
    'can be stored whatever was thrown',
    (thrown) => {
      expect(failureRecord.safeParse(toFailure('Cloud Build', thrown).record).success).toBe(true);
    },
  );

  test('of a Failure stays what it is', () => {
    const failure = new Failure(SOME_FAILURE);
    expect(toFailure('Cloud Run', failure)).toBe(failure);
  });

  test('keeps the cause for the log', async () => {
    const cause = Object.assign(new Error('No.'), { code: 14 });
    await expect(callApi('Cloud Run', () => Promise.reject(cause))).rejects.toMatchObject({ cause });
    expect(await callApi('Cloud Run', async () => 'fine')).toBe('fine');
  });
});

test('what was aborted may pass, though in HTTP it has the number of what is there already', () => {
  const answered = (status: string) => ({ status: 409, response: { data: { error: { code: 409, status } } } });
  expect(toFailure('Artifact Registry', answered('ABORTED')).record).toMatchObject({
    code: 'aborted',
    retryable: true,
  });
  expect(toFailure('Artifact Registry', answered('ALREADY_EXISTS')).record).toMatchObject({
    code: 'already-exists',
    retryable: false,
  });
});
