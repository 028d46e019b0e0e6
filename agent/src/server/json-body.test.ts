import { HonoRequest } from 'hono/request';
import { describe, expect, test } from 'vitest';
import { InvalidRequestError } from './invalid-request-error.ts';
import { readJsonBody } from './json-body.ts';

const read = (body: string, contentType?: string) =>
  readJsonBody(
    new HonoRequest(
      new Request('http://agent/run', {
        method: 'POST',
        body,
        headers: contentType === undefined ? {} : { 'content-type': contentType },
      }),
    ),
  );

describe('a body', () => {
  test.each(['application/json', 'application/json; charset=utf-8', 'application/problem+json', 'Application/JSON'])(
    'declared as %s is parsed',
    async (contentType) => {
      await expect(read('{"a": 1}', contentType)).resolves.toEqual({ a: 1 });
    },
  );

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'declared as %s stays text',
    async (contentType) => {
      await expect(read('{"a": 1}', contentType)).resolves.toBe('{"a": 1}');
    },
  );

  test('that is empty is none', async () => {
    await expect(read('', 'application/json')).resolves.toBeUndefined();
  });

  test.each([
    ['{a: 1}', 'Expecting property name enclosed in double quotes', 1],
    ['{"a": 1 "b": 2}', "Expecting ',' delimiter", 8],
    ['{"a" 1}', "Expecting ':' delimiter", 5],
    ['{"a": "b', 'Unterminated string starting at', 8],
    ['{} {}', 'Extra data', 3],
    ['{"a": ', 'Expecting value', 6],
    ['{"a": }', 'Expecting value', 0],
  ])('%j is refused in the words of Python: %s', async (body, wording, position) => {
    const refusal = await read(body, 'application/json').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidRequestError);
    expect(refusal).toMatchObject({
      faults: [{ type: 'json_invalid', loc: ['body', position], msg: 'JSON decode error', ctx: { error: wording } }],
    });
  });
});
