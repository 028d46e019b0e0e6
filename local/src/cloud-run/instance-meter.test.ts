import { describe, expect, test } from 'vitest';
import { InstanceMeter } from './instance-meter.ts';

const aMeter = (alwaysBilled = false) =>
  new InstanceMeter({ nowMs: 0, limits: { cpuCount: 2, memoryBytes: 1_000 }, alwaysBilled });

describe('billable time', () => {
  test('is that of the start and of requests, however many there are at once', () => {
    const meter = aMeter();
    meter.ready(1_000);
    meter.changeRequests(1, 5_000);
    meter.changeRequests(1, 5_500);
    meter.changeRequests(-1, 6_000);
    meter.changeRequests(-1, 7_000);
    expect(meter.take(10_000).billableSeconds).toBe(3);
    expect(meter.take(20_000).billableSeconds).toBe(0);
  });

  test('is all its time when its processors are always its own, until it ends', () => {
    const meter = aMeter(true);
    meter.ready(1_000);
    expect(meter.take(10_000).billableSeconds).toBe(10);
    meter.ended(12_000);
    expect(meter.take(20_000)).toMatchObject({ state: 'ended', billableSeconds: 2 });
  });
});

test('the peak of a period begins with what is still at work', () => {
  const meter = aMeter();
  for (const delta of [1, 1, 1, -1] as const) meter.changeRequests(delta, 0);
  expect(meter.take(1_000).peakRequests).toBe(3);
  meter.changeRequests(-1, 1_500);
  expect(meter.take(2_000).peakRequests).toBe(2);
  expect(meter.take(3_000).peakRequests).toBe(1);
});

test('use is measured from one look to the next, against the limits', () => {
  const meter = aMeter();
  expect(meter.use({ cpuSeconds: 4, residentBytes: 250 }, 4_000)).toBe(0.5);
  expect(meter.use({ cpuSeconds: 4.2, residentBytes: 500 }, 5_000)).toBeCloseTo(0.1);
  const { cpuUtilizations, memoryUtilizations } = meter.take(6_000);
  expect([cpuUtilizations.length, memoryUtilizations]).toEqual([2, [0.25, 0.5]]);
  expect(meter.take(7_000)).toMatchObject({ cpuUtilizations: [], memoryUtilizations: [] });
});
