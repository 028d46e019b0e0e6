import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitCall } from './call-split.ts';

const MS = 1_000_000;

describe('the parts of a call', () => {
  test('are what the server says of itself, and before and between what is left', () => {
    const last = {
      total_duration: 9_000 * MS,
      load_duration: 5_000 * MS,
      prompt_eval_duration: 1_000 * MS,
      eval_duration: 2_000 * MS,
    };
    expect(splitCall({ last, firstByteMs: 9_500, wallMs: 12_000 })).toEqual({
      backendWait: 3_000_000,
      modelQueue: 1_000_000,
      modelLoad: 5_000_000,
      prompt: 1_000_000,
      generation: 2_000_000,
    });
  });

  test('are unknown, not nothing, when the server does not say how long it took', () => {
    const silent = { total_duration: 0, load_duration: 0, prompt_eval_duration: 0, eval_duration: 3 * MS };
    expect(splitCall({ last: silent, firstByteMs: 1, wallMs: 10 })).toBeUndefined();
  });

  test('are no wait for the server when its answer had long begun: the reader was late', () => {
    const last = { total_duration: 1_000 * MS, load_duration: 0, prompt_eval_duration: 0, eval_duration: 1_000 * MS };
    expect(splitCall({ last, firstByteMs: 40, wallMs: 3_000 })).toMatchObject({ backendWait: 40_000 });
  });

  test('are never negative and never more than the call, whatever clock the server has', () => {
    const nanoseconds = fc.integer({ min: -5 * MS, max: 600_000 * MS });
    const ms = fc.double({ min: 0, max: 600_000, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({
          total_duration: nanoseconds,
          load_duration: nanoseconds,
          prompt_eval_duration: nanoseconds,
          eval_duration: nanoseconds,
        }),
        ms,
        ms,
        (last, firstByteMs, wallMs) => {
          const splitUs = splitCall({ last, firstByteMs, wallMs });
          if (splitUs === undefined) return;
          const parts = Object.values(splitUs);
          const sumUs = parts.reduce((sum, us) => sum + us, 0);
          for (const us of parts) expect(Number.isInteger(us) && us >= 0).toBe(true);
          expect(sumUs).toBeLessThanOrEqual(Math.round(wallMs * 1_000));
          // What was waited for and what the server says make up the call, unless its reader was late.
          if (firstByteMs >= wallMs) expect(sumUs).toBe(Math.round(wallMs * 1_000));
        },
      ),
    );
  });
});
