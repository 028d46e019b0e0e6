import fc from 'fast-check';
import type { Token } from 'node-llama-cpp';
import { expect, test } from 'vitest';
import { TokenText } from './token-text.ts';

/** A tokenizer with one token per byte, which is what emoji come in. */
const byBytes = { detokenize: (tokens: readonly Token[]) => Buffer.from(tokens).toString('utf8') };
const tokensOf = (text: string) => [...Buffer.from(text)] as Token[];

test('a character appears when its last byte does', () => {
  const text = new TokenText(byBytes);
  expect(tokensOf('a🐼').map((token) => text.push(token))).toEqual(['a', '', '', '', '🐼']);
  expect(text.flush()).toBe('');
});

test('bytes that make no character are given up after a while, and at the end', () => {
  const text = new TokenText(byBytes);
  const broken = Array.from({ length: 8 }, () => 0xf0) as Token[];
  expect(broken.map((token) => text.push(token)).join('')).toMatch(/^\uFFFD+$/);
  expect(text.push(0xf0 as Token)).toBe('');
  expect(text.flush()).toBe('\uFFFD');
});

test('no text is lost or made up', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (written) => {
      const text = new TokenText(byBytes);
      expect(
        tokensOf(written)
          .map((token) => text.push(token))
          .join('') + text.flush(),
      ).toBe(written);
    }),
  );
});
