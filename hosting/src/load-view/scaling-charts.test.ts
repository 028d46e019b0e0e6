import { aWindow } from '@proving-ground/shared/testing/a-load-result';
import { expect, test } from 'vitest';
import { anObservation } from '../testing/an-observation.ts';
import { scalingCharts } from './scaling-charts.ts';

const result = { windowSeconds: 1, windows: [aWindow(0, { users: 5 }), aWindow(1, { errors: { http429: 3 } })] };

test('load and services lie on one axis, and each value stands for its whole period', () => {
  const backend = anObservation('backend', {
    instances: [
      [-10, 1],
      [6, 1],
      [16, 2],
      [96, 0],
    ],
    cpu: [[6, 0.5]],
  });
  const views = scalingCharts({
    seen: [anObservation('agent', { instances: [[6, 1]] }), backend],
    result,
    lastSeconds: 30,
  });
  expect(views.map(({ title, x, xLeast, isStepped }) => [title, x, xLeast, isStepped])).toEqual([
    ['Load', [0, 1], 30, undefined],
    ['Instances', [0, 6, 16], 30, true],
    ['CPU', [0, 6], 30, true],
  ]);
  expect(views[1]?.lines.map(({ label, values }) => [label, ...values])).toEqual([
    ['Model server', 1, 1, 2],
    ['Agent', 1, 1, undefined],
  ]);
  expect(views[2]?.lines[0]?.values).toEqual([50, 50]);
  expect(views[0]?.lines.map(({ label, values }) => [label, ...values])).toEqual([
    ['Users', 5, 20],
    ['Requests', 7, 7],
    ['Turned away (429)', 0, 3],
  ]);
});

test('between periods that are apart there is a gap', () => {
  const [, view] = scalingCharts({
    seen: [
      anObservation('agent', {
        instances: [
          [10, 1],
          [40, 1],
        ],
      }),
    ],
    result,
    lastSeconds: 60,
  });
  expect(view?.x).toEqual([0, 10, 20, 30, 40]);
  expect(view?.lines[0]?.values).toEqual([1, 1, null, 1, 1]);
});

test('without anything seen there are no charts, and a queue that nobody stood in is none', () => {
  expect(scalingCharts({ seen: [], result, lastSeconds: 30 })).toEqual([]);
  const titles = (pending: number) =>
    scalingCharts({ seen: [anObservation('agent', { pending: [[10, pending]] })], result: null, lastSeconds: 30 }).map(
      ({ title }) => title,
    );
  expect(titles(0)).toEqual([]);
  expect(titles(2)).toEqual(['Waiting for an instance']);
});

test('cold starts are marks of every chart, with how many and how long', () => {
  const agent = anObservation('agent', {
    instances: [[10, 2]],
    startups: [
      [1, 1],
      [10, 2],
    ],
  });
  const { startups } = agent.metrics;
  const timed = {
    ...startups,
    series: [...startups.series, { label: 'mean', points: [[0, 10, 2_340]] satisfies [number, number, number][] }],
  };
  const seen = [{ ...agent, metrics: { ...agent.metrics, startups: timed } }];
  const views = scalingCharts({ seen, result, lastSeconds: 30 });
  const marks = [{ x: 10, label: 'Agent: 2 cold starts, 2.3 s each' }];
  expect(views.map((view) => view.marks)).toEqual([marks, marks]);
});

test('where starts cannot be read, more instances than before tell of one', () => {
  const agent = anObservation('agent', {
    instances: [
      [10, 1],
      [20, 3],
    ],
  });
  const denied = { status: 'denied', why: 'No.', series: [] } as const;
  const seen = [{ ...agent, metrics: { ...agent.metrics, startups: { ...denied, series: [] } } }];
  const [view] = scalingCharts({ seen, result: null, lastSeconds: 30 });
  expect(view?.marks).toEqual([{ x: 20, label: 'Agent: from 1 to 3 instances' }]);
});
