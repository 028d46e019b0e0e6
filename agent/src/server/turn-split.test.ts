import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serverTiming, splitTurn } from './turn-split.ts';

const us = fc.integer({ min: 0, max: 600_000_000 });
const call = fc.record({
  splitUs: fc.record({ backendWait: us, modelQueue: us, modelLoad: us, prompt: us, generation: us }),
});
const sumOf = (parts: object): number => Object.values(parts).reduce((sum: number, part: number) => sum + part, 0);

describe('the parts of a turn', () => {
  test('add up to the turn, to the microsecond', () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 5 }), us, (calls, ownUs) => {
        const callsUs = calls.reduce((sum, { splitUs }) => sum + sumOf(splitUs), 0);
        const splitUs = splitTurn({ calls, turnMs: (callsUs + ownUs) / 1_000 });
        expect(splitUs?.agent).toBe(ownUs);
        expect(sumOf(splitUs ?? {})).toBe(callsUs + ownUs);
      }),
    );
  });

  test('are never negative, even for a turn shorter than its calls', () => {
    fc.assert(
      fc.property(call, us, (one, turnUs) => {
        expect(splitTurn({ calls: [one], turnMs: turnUs / 1_000 })?.agent).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('are unknown without a call, and with one that is', () => {
    const splitUs = { backendWait: 1, modelQueue: 1, modelLoad: 1, prompt: 1, generation: 1 };
    expect(splitTurn({ calls: [], turnMs: 5 })).toBeUndefined();
    expect(splitTurn({ calls: [{ splitUs }, { splitUs: undefined }], turnMs: 5 })).toBeUndefined();
  });

  test('are told to developer tools in milliseconds', () => {
    const splitUs = {
      agent: 1_500,
      backendWait: 2,
      modelQueue: 0,
      modelLoad: 3_000,
      prompt: 4,
      generation: 5,
    };
    expect(serverTiming(splitUs)).toBe(
      'agent;dur=1.5, backend-wait;dur=0.002, model-queue;dur=0, model-load;dur=3, prompt;dur=0.004, generation;dur=0.005',
    );
  });
});
