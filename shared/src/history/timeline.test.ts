import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timelineEntry, wordsOf } from './timeline.ts';

describe('the words of an entry', () => {
  test.each([
    ['owner@example.com', ['owner@example.com', 'owner', 'example', 'com']],
    ['gemma3:270m to europe-west1.', ['gemma3:270m', 'gemma3', '270m', 'to', 'europe-west1', 'europe', 'west1']],
    ['Über ÜBER, a <b>', ['über']],
    ['', []],
  ])('of "%s"', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('are found again by whoever types any of them, and always fit the schema', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 300 })), (texts) => {
        const words = wordsOf(...texts);
        expect(timelineEntry.shape.words.safeParse(words).success).toBe(true);
        expect(new Set(words).size).toBe(words.length);
        for (const word of words) expect(wordsOf(word)[0]).toBe(word);
      }),
    );
  });
});
