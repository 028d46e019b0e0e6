import { aLoadResult, aSplit, aTaskResult, aWindow } from '@proving-ground/shared/testing/a-load-result';
import { expect, test } from 'vitest';
import type { ChartView } from './chart-view.ts';
import { timeCharts } from './time-charts.ts';

const MINUTE = { durationSeconds: 60, expectsStream: false, asks: false };

const linesOf = (views: readonly ChartView[], title: string) =>
  views.find((view) => view.title === title)?.lines.map(({ label, values }) => [label, ...values]);

test('every window is a point, and where nothing was answered there is a gap', () => {
  const views = timeCharts(aLoadResult(), MINUTE);
  expect(views.map(({ title, x, xLeast }) => [title, x, xLeast])).toEqual([
    ['Requests', [0, 1, 2], 60],
    ['Latency', [0, 1, 2], 60],
    ['Users', [0, 1, 2], 60],
    ['Errors', [0, 1, 2], 60],
  ]);
  expect(linesOf(views, 'Requests')).toEqual([
    ['Requests', 7, 0, 7],
    ['Failures', 0, 0, 4],
  ]);
  expect(linesOf(views, 'Latency')).toEqual([
    ['p50', 640, null, 640],
    ['p95', 1_480, null, 1_480],
    ['p99', 1_910, null, 1_910],
  ]);
  expect(linesOf(views, 'Users')).toEqual([['Users', 5, 20, 20]]);
});

test('the time to the first token is shown when answers stream, before the first one too', () => {
  const streamed = aLoadResult({ windows: [aWindow(0, { ttftP50Ms: 200, ttftP95Ms: 600 })] });
  expect(linesOf(timeCharts(streamed, MINUTE), 'Time to first token')).toEqual([
    ['p50', 200],
    ['p95', 600],
  ]);
  expect(linesOf(timeCharts(null, { ...MINUTE, expectsStream: true }), 'Time to first token')).toEqual([
    ['p50'],
    ['p95'],
  ]);
  expect(linesOf(timeCharts(aLoadResult(), MINUTE), 'Time to first token')).toBeUndefined();
});

test('where the time went is the parts of an answer, stacked, once somebody asks', () => {
  const phasesMs = { way: 1, agent: 2, backendWait: 3, modelQueue: 0, modelLoad: 5, prompt: 6, generation: 7 };
  const result = aLoadResult({
    answers: aTaskResult({ split: aSplit() }),
    windows: [aWindow(0, { phasesMs }), aWindow(1)],
  });
  const view = timeCharts(result, { ...MINUTE, asks: true }).find(({ title }) => title === 'Where the time went');
  expect(view?.isStacked).toBe(true);
  expect(view?.lines.map(({ colour, values }) => [colour, ...values])).toEqual([
    ['way', 1, null],
    ['agent', 2, null],
    ['backendWait', 3, null],
    ['modelQueue', 0, null],
    ['modelLoad', 5, null],
    ['prompt', 6, null],
    ['generation', 7, null],
  ]);
});

test('of answers that did not tell it is said that it is not known', () => {
  const view = timeCharts(aLoadResult(), { ...MINUTE, asks: true }).find(
    ({ title }) => title === 'Where the time went',
  );
  expect(view).toMatchObject({ lines: [], noLines: 'Not known for this run: the agent did not tell.' });
});

test('errors are counted by second, and only the classes that occur have a line', () => {
  const windows = [aWindow(0, { errors: { timeout: 5 } }), aWindow(5, { errors: { http5xx: 10, refused: 0 } })];
  expect(linesOf(timeCharts(aLoadResult({ windows, windowSeconds: 5 }), MINUTE), 'Errors')).toEqual([
    ['HTTP 5xx', 0, 2],
    ['Timeout', 1, 0],
  ]);
});

test('before the first figures the charts are there and empty', () => {
  const views = timeCharts(null, MINUTE);
  expect(views.map(({ x, lines }) => [x, lines.flatMap(({ values }) => values)])).toEqual(
    Array.from({ length: 4 }, () => [[], []]),
  );
});
