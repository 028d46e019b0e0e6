import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitStreaming } from './split-streaming.ts';

const markdown = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '```', '~~~~', '- ') });

test('nothing is lost and nothing doubled', () => {
  fc.assert(
    fc.property(markdown, (text) => {
      const { settled, tail } = splitStreaming(text);
      expect(settled + tail).toBe(text);
    }),
  );
});

test('what is settled stays settled, whatever comes', () => {
  fc.assert(
    fc.property(markdown, markdown, (text, more) => {
      expect(splitStreaming(text + more).settled.startsWith(splitStreaming(text).settled)).toBe(true);
    }),
  );
});

test.each([
  ['one line that is still', '', 'one line that is still'],
  ['a block\n\nthe next', 'a block\n\n', 'the next'],
  ['```\ncode\n\nmore', '', '```\ncode\n\nmore'],
  ['```\ncode\n\n```\n\nafter', '```\ncode\n\n```\n\n', 'after'],
])('%j is cut into %j and %j', (text, settled, tail) => {
  expect(splitStreaming(text)).toEqual({ settled, tail });
});
