import { describe, expect, test } from 'vitest';
import { deployment } from '../deployment/deployment.ts';
import { agentProfile, meetsCheck, SHIPPED_PROFILE } from './agent-profile.ts';

describe('a profile', () => {
  test('that is shipped fits its own schema', () => {
    expect(agentProfile.parse(SHIPPED_PROFILE)).toEqual(SHIPPED_PROFILE);
  });

  test.each([
    ['a name of two lines', { name: 'Ada\nBo' }],
    ['no persona', { persona: '  ' }],
    ['a persona with a control character', { persona: 'Hello \u0007' }],
    ['no check', { checks: [] }],
    ['nine questions', { questions: Array(9).fill('Why?') }],
  ])('with %s is refused', (_what, part) => {
    expect(agentProfile.safeParse({ ...SHIPPED_PROFILE, ...part }).success).toBe(false);
  });

  test('may have braces, quotes and several paragraphs in its persona', () => {
    const persona = 'You are {name}.\n\n"$HOME" is `text`.\tNothing else.';
    expect(agentProfile.parse({ ...SHIPPED_PROFILE, persona }).persona).toBe(persona);
  });
});

test.each([
  [[], 'Bamboo!', true],
  [[], ' \n', false],
  [['bamboo'], 'They eat BAMBOO.', true],
  [['grass', 'bamboo'], 'They eat bamboo.', true],
  [['grass'], 'They eat bamboo.', false],
])('a check that expects %j of "%s": %s', (expectAnyOf, answer, met) => {
  expect(meetsCheck({ expectAnyOf }, answer)).toBe(met);
});

test('a record from when there was one question still reads, as a list of one', () => {
  const verification = { question: 'Q?', answer: 'A.', ttftMs: null, totalMs: 5 };
  expect(deployment.shape.verification.parse(verification)).toEqual([verification]);
  expect(deployment.shape.verification.parse([verification])).toEqual([verification]);
  expect(deployment.shape.verification.parse(null)).toBeNull();
});
