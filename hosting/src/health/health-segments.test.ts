import type { HealthDay, HealthState } from '@proving-ground/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { healthSegments } from './health-segments.ts';
import { healthSummary } from './health-text.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse('2026-03-02T12:00:00.000Z');
const WINDOW = { fromMs: NOW_MS - 24 * HOUR_MS, toMs: NOW_MS };
const at = (hoursAgo: number) => new Date(NOW_MS - hoursAgo * HOUR_MS).toISOString();

function aDay(
  checkedHoursAgo: number,
  ...changes: readonly (readonly [hoursAgo: number, state: HealthState])[]
): HealthDay {
  return {
    region: 'europe-west1',
    name: 'agent',
    day: at(changes[0]?.[0] ?? 0).slice(0, 10),
    changes: changes.map(([hoursAgo, state]) => ({ at: at(hoursAgo), state, detail: state })),
    checkedAt: at(checkedHoursAgo),
    askedAt: at(checkedHoursAgo),
    failures: 0,
  };
}
const shown = (...days: readonly HealthDay[]) =>
  healthSegments(days, WINDOW).map(({ state, fromMs, toMs }) => [state, (toMs - fromMs) / HOUR_MS]);

describe('the strip', () => {
  test('without records is unknown throughout', () => {
    expect(shown()).toEqual([['unknown', 24]]);
  });

  test('goes on over midnight without a seam, in whatever order the days come', () => {
    const yesterday = aDay(12.1, [24, 'up']);
    const today = aDay(0.1, [12, 'up'], [4, 'down'], [3, 'up']);
    expect(shown(today, yesterday)).toEqual([
      ['up', 20],
      ['down', 1],
      ['up', 3],
    ]);
  });

  test('holds a state for as long as a look may be away, and then knows nothing', () => {
    expect(shown(aDay(6, [10, 'up']))).toEqual([
      ['unknown', 14],
      ['up', 5.25],
      ['unknown', 4.75],
    ]);
  });
});

test('whatever is on record, the strip has no gap, no overlap and no two equal neighbours', () => {
  const state = fc.constantFrom<HealthState>('up', 'degraded', 'down', 'asleep', 'unknown');
  const days = fc.array(
    fc.tuple(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), state), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 40 }),
    ),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(days, (drawn) => {
      const records = drawn.map(([changes, checked]) =>
        aDay(checked, ...changes.toSorted(([one], [other]) => other - one)),
      );
      const segments = healthSegments(records, WINDOW);
      expect([segments[0]?.fromMs, segments.at(-1)?.toMs]).toEqual([WINDOW.fromMs, WINDOW.toMs]);
      segments.forEach((segment, index) => {
        expect(segment.toMs).toBeGreaterThan(segment.fromMs);
        const next = segments[index + 1];
        if (next) expect(next.fromMs).toBe(segment.toMs);
      });
    }),
  );
});

test('the sentence says how much is known, and never rounds trouble away', () => {
  const segments = healthSegments([aDay(12.1, [24, 'up']), aDay(0, [12, 'up'], [0.01, 'down'])], WINDOW);
  expect(healthSummary(segments, '24 hours')).toBe(
    '99.95 % of the time it could be reached, down for 36 s; known for 24 h 00 min of the last 24 hours.',
  );
  expect(healthSummary(healthSegments([], WINDOW), '24 hours')).toBe('Nobody has looked in the last 24 hours.');
  expect(
    healthSummary(healthSegments([aDay(12.1, [24, 'up']), aDay(0, [12, 'asleep'])], WINDOW), '24 hours'),
  ).toContain('100 % of the time it could be reached, never down');
});
