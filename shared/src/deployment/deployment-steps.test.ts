import { expect, test } from 'vitest';
import { ABSENT_STEP, deploymentSteps, KIND_STEPS, STEP_IDS, STEP_NEEDS, type StepId } from './deployment-steps.ts';

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
  expect(before('release')).toEqual(new Set(KIND_STEPS.deploy.filter((step) => step !== 'release')));
});

test('a deletion ends by looking, after everything is removed', () => {
  expect(before('confirmGone')).toEqual(new Set(KIND_STEPS.delete.filter((step) => step !== 'confirmGone')));
});

test('a record from before a step was thought of can still be read: that step is absent', () => {
  const { removeAgent: _new, ...older } = Object.fromEntries(STEP_IDS.map((step) => [step, ABSENT_STEP]));
  expect(deploymentSteps.parse(older).removeAgent).toEqual(ABSENT_STEP);
  expect(deploymentSteps.safeParse({ ...older, unheardOf: ABSENT_STEP }).success).toBe(false);
});

test('no service is touched before both images are there', () => {
  expect(before('deployBackend')).toContain('buildAgent');
  expect(before('deployBackend')).toContain('buildBackend');
});

test('the agent is deployed when the backend is there and may be called', () => {
  expect(before('deployAgent')).toContain('grantBackend');
});
