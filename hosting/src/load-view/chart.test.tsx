// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { anApi } from '../testing/an-api.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { clear, show } from '../testing/show.tsx';
import { Chart } from './chart.tsx';
import { ChartPort } from './chart-port.ts';
import type { ChartView } from './chart-view.ts';
import { recordCharts } from './record-charts.tsx';

const VIEW: ChartView = {
  title: 'Latency',
  unit: 'ms',
  axis: 'seconds',
  x: [0, 1, 2],
  xLeast: 60,
  format: (value) => (value === null || value === undefined ? '–' : String(value)),
  noLines: 'Nothing here.',
  lines: [
    { label: 'p50', colour: 1, values: [10, 20, null] },
    { label: 'p95', colour: 2, values: [30, 40, null] },
  ],
};

async function open(first: ChartView = VIEW) {
  const view = signal(first);
  const { charts, Recorded } = recordCharts();
  const Shown = () => <Chart view={view.value} sync="page" />;
  const root = show(
    <Recorded>
      <Shown />
    </Recorded>,
    { api: anApi() },
  );
  await act(() => Promise.resolve());
  const becomes = (next: ChartView) =>
    act(() => {
      view.value = next;
    });
  const text = (selector: string) => root.querySelector(selector)?.textContent;
  return { root, charts, becomes, text };
}

test('the drawing gets the values, the gaps and the word that moves its cursor with others', async () => {
  const { charts } = await open();
  expect(charts.map(({ setup }) => [setup.view, setup.sync])).toEqual([[VIEW, 'page']]);
});

test('new values are handed to the same drawing; other lines make another one', async () => {
  const { charts, becomes } = await open();
  const grown = { ...VIEW, x: [0, 1, 2, 3], lines: VIEW.lines.map((line) => ({ ...line, values: [1, 2, 3, 4] })) };
  await becomes(grown);
  expect(charts.map(({ view, updates, isDestroyed }) => [view, updates > 0, isDestroyed])).toEqual([
    [grown, true, false],
  ]);
  await becomes({ ...grown, lines: [...grown.lines, { label: 'p99', colour: 3, values: [5, 6, 7, 8] }] });
  expect(charts.map(({ view, isDestroyed }) => [view.lines.length, isDestroyed])).toEqual([
    [2, true],
    [3, false],
  ]);
});

test('a chart that is not shown any more is destroyed', async () => {
  const { charts } = await open();
  await act(clear);
  expect(charts.map(({ isDestroyed }) => isDestroyed)).toEqual([true]);
});

test('the legend has the last values that were measured, and those under the cursor', async () => {
  const { charts, text } = await open();
  expect(text('.chart-legend')).toBe('p50 20p95 40at 1 s');
  await act(() => charts[0]?.setup.onCursor(0));
  expect(text('.chart-legend')).toBe('p50 10p95 30at 0 s');
  await act(() => charts[0]?.setup.onCursor(2));
  expect(text('.chart-legend')).toBe('p50 –p95 –at 2 s');
  await act(() => charts[0]?.setup.onCursor(null));
  expect(text('.chart-legend')).toBe('p50 20p95 40at 1 s');
});

test('who cannot see it is told the last values, and can have them all as a table', async () => {
  const { root } = await open();
  expect(root.querySelector('[role="img"]')?.getAttribute('aria-label')).toBe(
    'Latency, ms. Last, at 1 s: p50 20, p95 40.',
  );
  expect(root.querySelector('table')).toBeNull();
  await act(() => {
    const details = root.querySelector('details') as HTMLDetailsElement;
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
  });
  expect([...root.querySelectorAll('tr')].map(({ cells }) => [...cells].map((cell) => cell.textContent))).toEqual([
    ['Time', 'p50', 'p95'],
    ['0 s', '10', '30'],
    ['1 s', '20', '40'],
    ['2 s', '–', '–'],
  ]);
  await expectAccessible(root);
});

test('a chart that has measured nothing yet says so', async () => {
  const { root, text } = await open({ ...VIEW, x: [], lines: VIEW.lines.map((line) => ({ ...line, values: [] })) });
  expect(root.querySelector('[role="img"]')?.getAttribute('aria-label')).toBe('Latency, ms: nothing measured yet.');
  expect(text('.chart-legend')).toBe('p50 –p95 ––');
});

test('without any line there is a sentence in its place and nothing is drawn', async () => {
  const { root, charts } = await open({ ...VIEW, lines: [] });
  expect([root.textContent.includes('Nothing here.'), charts]).toEqual([true, []]);
});

test('when what draws cannot be loaded the figures are still there', async () => {
  const load = () => Promise.reject(new Error('The file is gone.'));
  const root = show(
    <ChartPort.Provider value={load}>
      <Chart view={VIEW} />
    </ChartPort.Provider>,
    { api: anApi() },
  );
  await vi.waitFor(() => expect(root.textContent).toContain('The chart could not be loaded.'));
  expect(root.textContent).toContain('p50 20');
  await expectAccessible(root);
});
