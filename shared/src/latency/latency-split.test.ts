import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LATENCY_PHASES, latencySplit, splitLatency, splitTotalUs } from './latency-split.ts';

const us = fc.integer({ min: 0, max: 600_000_000 });
const agent = fc.record({ agent: us, backendWait: us, modelQueue: us, modelLoad: us, prompt: us, generation: us });

describe('the phases of an answer', () => {
  test('add up to the latency and are never negative, whatever the agent claims', () => {
    fc.assert(
      fc.property(us, agent, (totalUs, claimed) => {
        const split = splitLatency({ totalUs, agent: claimed });
        expect(splitTotalUs(split)).toBe(totalUs);
        expect(latencySplit.safeParse(split).success).toBe(true);
      }),
    );
  });

  test('are what the agent says, and the way there and back is the rest', () => {
    fc.assert(
      fc.property(us, agent, (way, known) => {
        const totalUs = way + Object.values(known).reduce((sum, part) => sum + part, 0);
        expect(splitLatency({ totalUs, agent: known })).toEqual({ way, ...known });
      }),
    );
  });

  test('come in the order in which their time passes', () => {
    expect(LATENCY_PHASES).toEqual(Object.keys(latencySplit.shape));
  });
});
