import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appendLog, EMPTY_LOG } from './log-buffer.ts';

test('however the text is cut, the lines are the same', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\t', ' ') })), (pieces) => {
      const inPieces = pieces.reduce((log, piece) => appendLog(log, piece, 5), EMPTY_LOG);
      expect(inPieces).toEqual(appendLog(EMPTY_LOG, pieces.join(''), 5));
    }),
  );
});

test('lines are numbered over the whole log, and the oldest make room', () => {
  expect(appendLog(EMPTY_LOG, 'one\ntwo\nthree\n', 2)).toEqual({
    lines: [
      { number: 2, text: 'two' },
      { number: 3, text: 'three' },
    ],
    droppedLines: 1,
    partial: '',
  });
});

test('a line is shown when its end has come', () => {
  const begun = appendLog(EMPTY_LOG, 'Step 1');
  expect(begun.lines).toEqual([]);
  expect(appendLog(begun, ' : FROM\n').lines).toEqual([{ number: 1, text: 'Step 1 : FROM' }]);
});

test.each([
  ['\u001b[32mgreen\u001b[0m', 'green'],
  ['pulling 10%\rpulling 50%\rpulling 100%', 'pulling 100%'],
  ['windows line\r', 'windows line'],
  ['a\tb\u0007\u0000', 'a\tb'],
  ['<script>alert(1)</script> [0m stays', '<script>alert(1)</script> [0m stays'],
])('%j reads as %j', (line, text) => {
  expect(appendLog(EMPTY_LOG, `${line}\n`).lines[0]?.text).toBe(text);
});
