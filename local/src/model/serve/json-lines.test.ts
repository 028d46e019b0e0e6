import { expect, test } from 'vitest';
import { streamLines } from './json-lines.ts';

test('lines become NDJSON', async () => {
  const response = await streamLines(
    (async function* () {
      yield { a: 1 };
      yield { b: 'ä\n' };
    })(),
  );
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  expect(await response.text()).toBe('{"a":1}\n{"b":"ä\\n"}\n');
});

test('what fails before the first line fails as a whole; what fails later is the last line', async () => {
  const fail = async function* (after: number) {
    for (let line = 0; line < after; line += 1) yield { line };
    throw new Error('broken');
  };
  await expect(streamLines(fail(0))).rejects.toThrow('broken');
  expect(await (await streamLines(fail(1))).text()).toBe('{"line":0}\n{"error":"broken"}\n');
});

test('a reader that leaves ends the writing', async () => {
  let isOver = false;
  const response = await streamLines(
    (async function* () {
      try {
        for (let line = 0; ; line += 1) yield { line };
      } finally {
        isOver = true;
      }
    })(),
  );
  await response.body?.cancel();
  expect(isOver).toBe(true);
});
