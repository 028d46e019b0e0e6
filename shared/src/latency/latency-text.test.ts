import { expect, test } from 'vitest';
import { longestPhase, phaseTime, splitText } from './latency-text.ts';

test.each([
  [0, '0 ms'],
  [30, 'under 0.1 ms'],
  [420, '0.4 ms'],
  [12_400, '12 ms'],
  [4_100_000, '4.10 s'],
  [61_230_000, '61.2 s'],
])('%i µs are %s', (us, text) => expect(phaseTime(us)).toBe(text));

test('a split is told from the whole to its parts, without those that took no time', () => {
  const split = { way: 900, agent: 0, backendWait: 0, modelQueue: 100, modelLoad: 0, prompt: 0, generation: 9_000 };
  expect(splitText(split)).toBe(
    '10 ms: To the agent and back 0.9 ms, Waiting for a slot 0.1 ms, Writing the answer 9.0 ms.',
  );
  expect(longestPhase(split)).toBe('generation');
});
