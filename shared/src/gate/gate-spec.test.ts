import { describe, expect, test } from 'vitest';
import { gateShiftText } from './gate-criterion-text.ts';
import { gateLevelsOf } from './gate-levels.ts';
import { GATE_PRESETS } from './gate-presets.ts';
import { gateRoundsOf } from './gate-record.ts';
import { gateLooksOf, gateSecondsOf, isGateLook } from './gate-rounds.ts';
import { gateSpec } from './gate-spec.ts';

function problems(gate: unknown): string[] {
  const parsed = gateSpec.safeParse(gate);
  return (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

test('nothing asked for is the standard gate', () => {
  expect(gateSpec.parse({})).toEqual(GATE_PRESETS.standard.gate);
});

describe('refused', () => {
  test.each([
    ['a limit within chance', { maxP95Increase: 0.01 }, /^maxP95Increase: Between 5 % and 1000 %: below/],
    ['as many good answers as before', { minGoodputRatio: 1 }, /^minGoodputRatio: Between 10 % and 95 %/],
    ['too few rounds', { minRounds: 2 }, /^minRounds: /],
    ['an odd number of rounds', { maxRounds: 7 }, /^maxRounds: Use an even number/],
    ['most below least', { minRounds: 8, maxRounds: 6 }, /^maxRounds: The most rounds are below the least/],
    ['hours', { roundSeconds: 120, maxRounds: 20 }, undefined],
    ['a scenario that asks nothing', { scenario: 'health-only' }, /^scenario: This scenario asks the agent nothing/],
    [
      'a first token where nothing streams',
      { scenario: 'codelab' },
      /^maxTtftP95Increase: This scenario does not stream/,
    ],
    [
      'an error rate that so few requests cannot tell',
      { users: 1, roundSeconds: 5, maxErrorRateIncrease: 0.01 },
      /^maxErrorRateIncrease: So few requests leave room for \d/,
    ],
  ] as const)('%s', (_what, gate, expected) => {
    if (expected) expect(problems(gate)).toContainEqual(expect.stringMatching(expected));
    else expect(gateSecondsOf(gateSpec.parse(gate)).most).toBeLessThan(2 * 60 * 60);
  });
});

test('looks come after the least rounds and after every second one, and share the errors allowed', () => {
  const gate = { minRounds: 4, maxRounds: 8 };
  expect([3, 4, 5, 6, 7, 8, 9, 10].filter((count) => isGateLook(count, gate))).toEqual([4, 6, 8]);
  expect(gateLooksOf(gate)).toBe(3);
  const { refusal, pass } = gateLevelsOf(gate);
  expect(pass * 3).toBeCloseTo(0.05, 12);
  expect(refusal * 3 * 4).toBeCloseTo(0.05, 12);
});

test('a round counts when both halves are measured, and the warm-up never does', () => {
  const figures = { requests: 1, failures: 0, goodAnswers: 1, p95Ms: 1, ttftP95Ms: null };
  const part = (round: number, side: 'old' | 'new', isLost = false) =>
    ({
      round,
      side,
      loadTestId: `${round}${side}`,
      status: isLost ? 'lost' : 'measured',
      figures: isLost ? null : figures,
    }) as const;
  const parts = [
    part(0, 'old'),
    part(0, 'new'),
    part(1, 'old'),
    part(1, 'new'),
    part(2, 'new'),
    part(2, 'old', true),
    part(3, 'old'),
  ];
  expect(gateRoundsOf(parts).map(({ round }) => round)).toEqual([1]);
});

test.each([
  ['p95', 1.2, '+20 %'],
  ['p95', 0.5, '−50 %'],
  ['goodput', 1, '±0 %'],
  ['ttftP95', 5, '5.0 times'],
  ['errorRate', 0.015, '+1.5 points'],
  ['errorRate', -0.0001, '±0.0 points'],
] as const)('a change of %s to %d reads %s', (id, value, text) => {
  expect(gateShiftText(id, value)).toBe(text);
});
