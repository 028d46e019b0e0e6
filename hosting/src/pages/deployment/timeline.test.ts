import { KIND_STEPS } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { aDeployment, aStep } from '../../testing/a-deployment.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { progressOf, timeline } from './timeline.ts';

const BEGAN = Date.parse('2026-03-01T10:00:00.000Z');

test('every step is shown once, in order, with the two builds side by side', () => {
  const rows = timeline(aDeployment(), BEGAN);
  expect(rows.flat().map(({ id }) => id)).toEqual([...KIND_STEPS.deploy]);
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
    total: KIND_STEPS.deploy.length,
    current: 'Build the model server',
  });
  expect(progressOf(aDeployment()).current).toBeNull();
});
