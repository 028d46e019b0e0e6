import { type Deployment, deploymentSpec, KIND_STEPS, type StepId } from '@proving-ground/shared';
import { aDeployment, aStep } from '@proving-ground/shared/testing/a-deployment';
import { describe, expect, test } from 'vitest';
import { aFailure } from '../../testing/a-failure.ts';
import { progressOf, timeline } from './timeline.ts';

const BEGAN = Date.parse('2026-03-01T10:00:00.000Z');
/** Most deployments have no load gate, so most show a step less than there is. */
const GATED = deploymentSpec.parse({ gate: {} });
const UNGATED_STEPS = KIND_STEPS.deploy.filter((id) => id !== 'gate');

test('every step is shown once, in order, with the two builds side by side', () => {
  const rows = timeline(aDeployment({ spec: GATED }), BEGAN);
  expect(rows.flat().map(({ id }) => id)).toEqual([...KIND_STEPS.deploy]);
  expect(
    timeline(aDeployment(), BEGAN)
      .flat()
      .map(({ id }) => id),
  ).toEqual(UNGATED_STEPS);
  expect(rows.filter((row) => row.length > 1).map((row) => row.map(({ id }) => id))).toEqual([
    ['repository', 'source'],
    ['buildBackend', 'buildAgent'],
  ]);
});

test('a running step ticks, a step that is done keeps its time, one to come has none', () => {
  const deployment = aDeployment({
    steps: {
      check: aStep({ status: 'done', fromSecond: 0, toSecond: 4 }),
      source: aStep({ status: 'running', fromSecond: 4, detail: 'Uploading' }),
    },
  });
  const steps = timeline(deployment, BEGAN + 10_000).flat();
  const shown = steps.map(({ id, statusText, durationMs }) => [id, statusText, durationMs]).slice(0, 4);
  expect(shown).toEqual([
    ['check', 'Done', 4_000],
    ['repository', 'Waiting', null],
    ['source', 'Running', 6_000],
    ['buildBackend', 'Waiting', null],
  ]);
});

test('a browser clock that is behind shows no negative time', () => {
  const deployment = aDeployment({ steps: { check: aStep({ status: 'running', fromSecond: 5 }) } });
  expect(timeline(deployment, BEGAN)[0]?.[0]?.durationMs).toBe(0);
});

test('a failed step tells its failure instead of its last detail', () => {
  const failure = aFailure({ message: 'Step 3 of the Dockerfile failed.' });
  const step = aStep({ status: 'failed', fromSecond: 0, toSecond: 9, detail: 'WORKING', failure });
  const [view] = timeline(aDeployment({ steps: { check: step } }), BEGAN).flat();
  expect(view).toMatchObject({ statusText: 'Failed', detail: 'Step 3 of the Dockerfile failed.', durationMs: 9_000 });
});

test('in an ended deployment nothing waits and nothing runs', () => {
  const steps = { check: aStep({ status: 'running', fromSecond: 0 }) };
  const ended = aDeployment({ status: 'cancelled', endedAt: '2026-03-01T10:01:00.000Z', steps });
  expect(
    new Set(
      timeline(ended, BEGAN)
        .flat()
        .map(({ statusText }) => statusText),
    ),
  ).toEqual(new Set(['Not reached']));
});

test('progress counts what is over and names what runs', () => {
  const deployment = aDeployment({
    steps: {
      check: aStep({ status: 'done' }),
      repository: aStep({ status: 'skipped' }),
      buildBackend: aStep({ status: 'running' }),
    },
  });
  expect(progressOf(deployment)).toEqual({
    done: 2,
    total: UNGATED_STEPS.length,
    current: 'Build the model server',
  });
  expect(progressOf(aDeployment()).current).toBeNull();
});

describe('what a plan leaves out', () => {
  const leftOut = (detail: string, ...ids: readonly StepId[]) =>
    Object.fromEntries(ids.map((id) => [id, aStep({ status: 'skipped', detail })]));
  const shown = (deployment: Deployment) =>
    timeline(deployment, BEGAN).map((row) => row.map(({ title, detail }) => (detail ? `${title}: ${detail}` : title)));

  test('is one line where it follows one another, beside the steps of a switch', () => {
    const ids = KIND_STEPS.deploy.filter((id) => !KIND_STEPS.switch.includes(id));
    const deployment = aDeployment({ kind: 'switch', steps: leftOut('The pair is there already.', ...ids) });
    expect(shown(deployment)).toEqual([
      ['Check the project'],
      ['8 steps not needed: The pair is there already.'],
      ['Ask a real question'],
      ['Move the traffic'],
    ]);
  });

  test('stays beside a step that is done', () => {
    const steps = leftOut('The live backend stays as it is.', 'buildBackend', 'deployBackend', 'grantBackend');
    expect(shown(aDeployment({ steps })).slice(2, 5)).toEqual([
      ['Build the model server: The live backend stays as it is.', 'Build the agent'],
      ['2 steps not needed: The live backend stays as it is.'],
      ['Deploy the agent'],
    ]);
  });

  test('is told from what was begun and given up', () => {
    const stopped = aStep({ status: 'skipped', fromSecond: 1, toSecond: 2, detail: 'No build was started.' });
    const deployment = aDeployment({ steps: { buildBackend: stopped, buildAgent: stopped } });
    expect(shown(deployment)[2]).toEqual([
      'Build the model server: No build was started.',
      'Build the agent: No build was started.',
    ]);
  });

  test('without a reason is not shown where the kind has no such step', () => {
    const steps = leftOut('', ...KIND_STEPS.delete);
    expect(timeline(aDeployment({ steps }), BEGAN).flat()).toHaveLength(UNGATED_STEPS.length);
  });
});
