import { expect, test } from 'vitest';
import { progressLines } from './progress-lines.ts';

async function linesOf(lines: AsyncIterable<unknown>) {
  const all: unknown[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

test('a job that reports faster than it is read is shown by its newest lines, in order', async () => {
  const lines = progressLines(async (report) => {
    report({ status: 'pulling manifest' });
    for (const completed of [1, 2, 3]) report({ status: 'pulling abc', completed });
    report({ status: 'success' });
  });
  expect(await linesOf(lines)).toEqual([
    { status: 'pulling manifest' },
    { status: 'pulling abc', completed: 3 },
    { status: 'success' },
  ]);
});

test('a job that is read as it goes is shown line by line', async () => {
  const read = Promise.withResolvers<void>();
  const lines = progressLines(async (report) => {
    report({ status: 'pulling abc', completed: 1 });
    await read.promise;
    report({ status: 'pulling abc', completed: 2 });
  });
  expect(await lines.next()).toEqual({ done: false, value: { status: 'pulling abc', completed: 1 } });
  read.resolve();
  expect(await linesOf(lines)).toEqual([{ status: 'pulling abc', completed: 2 }]);
});

test('a job that fails ends with its error as the last line', async () => {
  const lines = progressLines(async (report) => {
    report({ status: 'pulling manifest' });
    throw new Error('no network');
  });
  expect(await linesOf(lines)).toEqual([{ status: 'pulling manifest' }, { error: 'no network' }]);
});
