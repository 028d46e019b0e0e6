import { describe, expect, test } from 'vitest';
import { BackendFailure, failureOfError, failureOfResponse } from './backend-failure.ts';

describe('an unsuccessful answer of the model server', () => {
  test.each([
    [404, '{"error":"model \\"x\\" not found"}', 'MODEL_NOT_FOUND'],
    [404, '<html>Not Found</html>', 'BACKEND_HTTP_404'],
    [401, '', 'BACKEND_UNAUTHORIZED'],
    [403, '', 'BACKEND_UNAUTHORIZED'],
    [408, '', 'BACKEND_TIMEOUT'],
    [429, 'Rate exceeded.', 'BACKEND_BUSY'],
    [500, '{"error":"out of memory"}', 'BACKEND_HTTP_500'],
    [503, '{"error":"server busy"}', 'BACKEND_BUSY'],
    [504, '', 'BACKEND_TIMEOUT'],
  ])('with %i and body %j is %s', (status, body, code) => {
    expect(failureOfResponse({ status, body }).code).toBe(code);
  });

  test("repeats the server's own reason, cut to a sensible length", () => {
    const { message } = failureOfResponse({ status: 500, body: JSON.stringify({ error: 'x'.repeat(900) }) });
    expect(message).toBe(`The model server answered 500: ${'x'.repeat(300)}`);
  });

  test('does not repeat a body that is no reason', () => {
    for (const body of ['<html>secret</html>', 'null', '{"error":{"secret":1}}', '"secret"'])
      expect(failureOfResponse({ status: 500, body }).message).toBe('The model server answered 500');
  });
});

describe('an error while talking to the model server', () => {
  test('that says what it is stays as it is', () => {
    const failure = new BackendFailure('BACKEND_TIMEOUT', 'late');
    expect(failureOfError(failure)).toBe(failure);
  });

  test('of the network carries its code', () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(failureOfError(new TypeError('fetch failed', { cause }))).toMatchObject({
      code: 'BACKEND_UNREACHABLE',
      message: 'The connection to the model server failed (ECONNREFUSED)',
    });
    expect(failureOfError(new TypeError('terminated')).message).toBe('The connection to the model server failed');
  });

  test.each([[new Error('an error was encountered')], ['an error was encountered']])('of another kind: %s', (error) => {
    expect(failureOfError(error)).toMatchObject({
      code: 'BACKEND_ERROR',
      message: 'The model server broke off: an error was encountered',
      cause: error,
    });
  });
});
