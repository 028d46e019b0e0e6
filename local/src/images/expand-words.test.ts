import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandText, expandWord, expandWords, SubstitutionError } from './expand-words.ts';

const variables = { A: 'one', EMPTY: '', B: 'two words' };

describe('variables are replaced as in a Dockerfile', () => {
  test.each([
    ['$A', 'one'],
    ['${A}x', 'onex'],
    ['$Ax', ''],
    ['${X:-y}', 'y'],
    ['${EMPTY:-y}', 'y'],
    ['${EMPTY-y}', ''],
    ['${A:-y}', 'one'],
    ['${A:+y}', 'y'],
    ['${X:+y}', ''],
    ['${X:-${A}/z}', 'one/z'],
    [String.raw`\$A`, '$A'],
    ["'$A'", '$A'],
    ['"$A b"', 'one b'],
    [String.raw`"\$A \"q\""`, '$A "q"'],
    ['a$', 'a$'],
    ['$1', '$1'],
  ])('%s', (text, expected) => {
    expect(expandWord(text, variables)).toBe(expected);
  });

  test.each(['${A', '${A:=x}', "'open", '"open', '${X:?must be given}'])('%s is refused', (text) => {
    expect(() => expandWord(text, variables)).toThrow(SubstitutionError);
  });
});

test('words are split at spaces outside quotes', () => {
  expect(expandWords(String.raw`A=1 B="two words" C=three\ x 'd e'`, variables)).toEqual([
    'A=1',
    'B=two words',
    'C=three x',
    'd e',
  ]);
});

test('a variable with spaces stays one word', () => {
  expect(expandWords('x $B', variables)).toEqual(['x', 'two words']);
});

test('names of the object prototype are no variables', () => {
  expect(expandWord('${constructor}${toString}', variables)).toBe('');
});

test('a heredoc keeps its quotes and spaces', () => {
  expect(expandText('say "$A"  \\$A\n', variables)).toBe('say "one"  $A\n');
});

test('a text without special characters is its own expansion', () => {
  fc.assert(fc.property(fc.stringMatching(/^[\w./:=,-]*$/), (text) => expandWord(text, {}) === text));
});
