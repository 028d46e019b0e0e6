import { expect, test } from 'vitest';
import { STEP_IDS, STEP_NEEDS, type StepId } from './deployment-steps.ts';

/** Everything that is done before a step may start. */
function before(step: StepId): Set<StepId> {
  return new Set(STEP_NEEDS[step].flatMap((need) => [need, ...before(need)]));
}

test('every step needs only steps that are shown before it, so none waits for itself', () => {
  for (const step of STEP_IDS) {
    for (const need of STEP_NEEDS[step]) expect(STEP_IDS.indexOf(need)).toBeLessThan(STEP_IDS.indexOf(step));
  }
});

test('a release needs every other step', () => {
  expect(before('release')).toEqual(new Set(STEP_IDS.filter((step) => step !== 'release')));
});

test('no service is touched before both images are there', () => {
  expect(before('deployBackend')).toContain('buildAgent');
  expect(before('deployBackend')).toContain('buildBackend');
});

test('the agent is deployed when the backend is there and may be called', () => {
  expect(before('deployAgent')).toContain('grantBackend');
});
