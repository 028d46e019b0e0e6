import { type LoadObservation, OBSERVED_METRICS, type ObservedMetrics } from '@proving-ground/shared';
import { expect, test } from 'vitest';
import { anObservation } from '../testing/an-observation.ts';
import { missingMetrics, scalingCharts } from './scaling-charts.ts';

test('both services are lines over the time of the load, without what was before and long after it', () => {
  const views = scalingCharts(
    [
      anObservation('backend', {
        instances: [
          [-10, 1],
          [10, 1],
          [20, 1],
          [90, 0],
        ],
        cpu: [[10, 0.5]],
      }),
      anObservation('agent', { instances: [[10, 2]] }),
    ],
    30,
  );
  expect(views.map(({ title, x, xLeast }) => [title, x, xLeast])).toEqual([
    ['Instances', [10, 20], 30],
    ['Processors', [10], 30],
  ]);
  expect(views[0]?.lines.map(({ label, values }) => [label, ...values])).toEqual([
    ['Model server', 1, 1],
    ['Agent', 2, undefined],
  ]);
  expect(views[1]?.lines[0]?.values).toEqual([50]);
});

test('cold starts are marks, with how many', () => {
  const [view] = scalingCharts(
    [
      anObservation('agent', {
        instances: [[10, 1]],
        startups: [
          [10, 2],
          [20, 0],
        ],
      }),
    ],
    30,
  );
  expect(view?.marks).toEqual([{ x: 10, label: 'Agent: 2 cold starts' }]);
});

test('what is missing says why; that the agent has no GPU is no news', () => {
  const missing = (kind: LoadObservation['kind']) => missingMetrics([anObservation(kind, { cpu: [[10, 1]] })]);
  expect(missing('agent')).not.toContainEqual(expect.stringContaining('GPU'));
  expect(missing('backend')).toContain('GPU of the model server: No point of it.');
  expect(missing('backend')).not.toContainEqual(expect.stringContaining('Processors'));
});

test('every metric can be written and read again', () => {
  const { metricsJson } = anObservation('agent', {});
  expect(Object.keys(JSON.parse(metricsJson) as ObservedMetrics)).toEqual([...OBSERVED_METRICS]);
});
