import { aWindow } from '@proving-ground/shared/testing/a-load-result';
import { expect, test } from 'vitest';
import { comparedLatencyChart } from './compared-latency-chart.ts';

test('windows of other lengths meet on one axis: a gap stays a gap, a place between two windows is none', () => {
  const { x, lines } = comparedLatencyChart({
    base: { windows: [aWindow(0, { p95Ms: 100 }), aWindow(2, { p95Ms: null }), aWindow(4, { p95Ms: 300 })] },
    next: { windows: [aWindow(0, { p95Ms: 50 }), aWindow(1, { p95Ms: 60 })] },
  });
  expect(x).toEqual([0, 1, 2, 4]);
  expect(lines.map(({ values }) => values)).toEqual([
    [100, undefined, null, 300],
    [50, 60, undefined, undefined],
  ]);
});
