import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_READ_BYTES } from '../gcp/build-log-object.ts';
import { wholeLines } from './whole-lines.ts';

const shown = (text: string, ended: boolean) => wholeLines(Buffer.from(text), ended).toString();

describe('a piece of log', () => {
  test('that goes on is shown up to its last line end', () => {
    expect(shown('one\ntwo\nthr', false)).toBe('one\ntwo\n');
    expect(shown('thr', false)).toBe('');
    expect(shown('', false)).toBe('');
  });

  test('is shown whole when nothing more will come', () => {
    expect(shown('one\ntwo', true)).toBe('one\ntwo');
  });

  test('that is full is shown up to its last line end, although the log has ended: its rest comes with the next', () => {
    const full = `${'x'.repeat(MAX_READ_BYTES - 4)}\nabc`;
    expect(shown(full, true)).toBe(full.slice(0, -3));
  });

  test.each([
    ['é', 1],
    ['€', 1],
    ['€', 2],
    ['🦁', 1],
    ['🦁', 2],
    ['🦁', 3],
  ])('that is one endless line is cut before a %s, not %i bytes into it', (character, cutAfter) => {
    const filler = 'x'.repeat(MAX_READ_BYTES - cutAfter);
    const piece = Buffer.from(filler + character).subarray(0, MAX_READ_BYTES);
    expect(wholeLines(piece, false).toString()).toBe(filler);
  });

  test('that ends with a whole character is not cut', () => {
    const piece = Buffer.from(`${'x'.repeat(MAX_READ_BYTES - 4)}🦁`);
    expect(wholeLines(piece, false)).toHaveLength(MAX_READ_BYTES);
  });

  test('a log read piece by piece comes out as it was written', () => {
    const endless = fc.array(fc.constantFrom('🦁', 'é', 'x', '\n', '日本'), { maxLength: 40 });
    fc.assert(
      fc.property(endless, fc.integer({ min: 0, max: 8 }), (words, offset) => {
        const log = Buffer.from('x'.repeat(MAX_READ_BYTES - offset) + words.join(''));
        let text = '';
        for (let at = 0; at < log.length; ) {
          const part = wholeLines(log.subarray(at, at + MAX_READ_BYTES), true);
          expect(part.length).toBeGreaterThan(0);
          text += part.toString();
          at += part.length;
        }
        expect(text).toBe(log.toString());
      }),
      { numRuns: 30 },
    );
  });
});
