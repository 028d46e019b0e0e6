import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AnswerText } from './answer-text.ts';

function write(pieces: readonly string[], options: { readonly stops: readonly string[]; readonly trim: boolean }) {
  const answer = new AnswerText(options);
  let text = '';
  for (const piece of pieces) {
    const shown = answer.push(piece);
    text += shown.text;
    if (shown.stopped) return text;
  }
  return text + answer.flush();
}

test('a line break that comes before the answer does not end it; the next one does', () => {
  expect(write([' \n', ' Red', ' pandas.', ' \nVisitor', ': x'], { stops: ['\n'], trim: true })).toBe('Red pandas.');
});

test('without trimming, every character is kept', () => {
  expect(write([' a', ' ', '\n'], { stops: [], trim: false })).toBe(' a \n');
});

test('trimmed piece by piece is trimmed as a whole', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', ' ', '\n'), maxLength: 4 });
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(write(pieces, { stops: [], trim: true })).toBe(pieces.join('').trim());
    }),
  );
});
