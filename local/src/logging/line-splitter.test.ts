import { expect, test } from 'vitest';
import { createLineSplitter } from './line-splitter.ts';

function split(chunks: readonly string[]): readonly string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

test('lines are put together from chunks that end anywhere', () => {
  expect(split(['a\nb', 'c\r', '\n', '\n\nd'])).toEqual(['a', 'bc', 'd']);
});

test('a line without end is cut at 64 KiB, and nothing is lost', () => {
  const text = 'x'.repeat(150_000);
  const lines = split([text]);
  expect(lines.map((line) => line.length)).toEqual([65_536, 65_536, 18_928]);
  expect(lines.join('')).toBe(text);
});
