import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StopFilter } from './stop-filter.ts';

function filter(stops: readonly string[], pieces: readonly string[]) {
  const stopFilter = new StopFilter(stops);
  const shown: string[] = [];
  for (const piece of pieces) {
    const { text, stopped } = stopFilter.push(piece);
    shown.push(text);
    if (stopped) return { shown, stopped: true, text: shown.join('') };
  }
  shown.push(stopFilter.flush());
  return { shown, stopped: false, text: shown.join('') };
}

test('a stop sequence that lies in several pieces is never shown, not even its beginning', () => {
  expect(filter(['Visitor:'], ['Hello\nVis', 'it', 'or', ': next'])).toEqual({
    shown: ['Hello\n', '', '', ''],
    stopped: true,
    text: 'Hello\n',
  });
});

test('what only began like a stop sequence is shown after all', () => {
  expect(filter(['Visitor:'], ['Vis', 'ion']).text).toBe('Vision');
  expect(filter(['Visitor:'], ['the end Vis']).shown).toEqual(['the end ', 'Vis']);
});

test('text that cannot begin a stop sequence is not held back', () => {
  expect(filter(['\n\n'], ['a', 'b', 'c']).shown).toEqual(['a', 'b', 'c', '']);
});

test('of several stop sequences, the one that is complete first ends the text', () => {
  expect(filter(['cdef', 'd'], ['abcdef']).text).toBe('abc');
  expect(filter(['bcd', 'cd'], ['abcd']).text).toBe('a');
  expect(filter(['', 'x'], ['a', 'x']).text).toBe('a');
});

test('the pieces do not matter: the same text gives the same answer', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 20 });
  const stops = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n'), minLength: 1, maxLength: 4 }), {
    maxLength: 3,
  });
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 8 }), stops, (pieces, sequences) => {
      const byPiece = filter(sequences, pieces);
      const byCharacter = filter(sequences, Array.from(pieces.join('')));
      expect(byPiece.text).toBe(byCharacter.text);
      expect(byPiece.stopped).toBe(byCharacter.stopped);
      expect(byPiece.stopped).toBe(sequences.some((stop) => pieces.join('').includes(stop)));
      expect(pieces.join('').startsWith(byPiece.text)).toBe(true);
      for (const stop of sequences) expect(byPiece.text).not.toContain(stop);
    }),
  );
});
