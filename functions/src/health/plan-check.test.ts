import type { HealthDay, HealthState } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { planCheck } from './plan-check.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

function aDay(state: HealthState, minutesAgo: number, part: Partial<HealthDay> = {}): HealthDay {
  return {
    region: 'europe-west1',
    name: 'zoo-agent',
    day: '2026-03-01',
    changes: [{ at: ago(300), state, detail: '' }],
    checkedAt: ago(minutesAgo),
    askedAt: ago(minutesAgo),
    failures: 0,
    ...part,
  };
}

function plan(last: HealthDay | null, part: Partial<Parameters<typeof planCheck>[0]> = {}) {
  return planCheck({
    last,
    instanceCount: null,
    hasOpenIncident: false,
    liveSince: new Date(ago(600)),
    now: NOW,
    ...part,
  });
}

test('an agent that nobody has looked at is asked at once', () => {
  expect(plan(null)).toBe('ask');
});

test.each([
  ['up', 14, 'skip'],
  ['up', 15, 'ask'],
  ['degraded', 4, 'skip'],
  ['degraded', 5, 'ask'],
  ['down', 1, 'ask'],
  ['unknown', 1, 'ask'],
] as const)('one that was %s %i minutes ago: %s', (state, minutes, expected) => {
  expect(plan(aDay(state, minutes), { hasOpenIncident: state === 'degraded' })).toBe(expected);
});

test('after one failed look the next comes with the next minute', () => {
  expect(plan(aDay('up', 1, { failures: 1 }))).toBe('ask');
});

test('a new release is looked at every minute for a quarter of an hour', () => {
  expect(plan(aDay('up', 1), { liveSince: new Date(ago(14)) })).toBe('ask');
  expect(plan(aDay('up', 1), { liveSince: new Date(ago(16)) })).toBe('skip');
});

test('an alert that opens or closes is a reason to look', () => {
  expect(plan(aDay('up', 1), { hasOpenIncident: true })).toBe('ask');
  expect(plan(aDay('degraded', 1), { hasOpenIncident: true })).toBe('skip');
  expect(plan(aDay('degraded', 1))).toBe('ask');
});

describe('an agent without an instance', () => {
  test('is left asleep, and woken once an hour', () => {
    const asleep = { instanceCount: 0 };
    expect(plan(aDay('up', 15), asleep)).toBe('rest');
    expect(plan(aDay('asleep', 15, { askedAt: ago(59) }), asleep)).toBe('rest');
    expect(plan(aDay('asleep', 15, { askedAt: ago(60) }), asleep)).toBe('ask');
  });

  test('is asked as soon as somebody has woken it', () => {
    expect(plan(aDay('asleep', 1), { instanceCount: 1 })).toBe('ask');
    expect(plan(aDay('asleep', 1), { instanceCount: 0 })).toBe('skip');
    expect(plan(aDay('asleep', 1), { instanceCount: null })).toBe('skip');
  });

  test('that is down is asked all the same', () => {
    expect(plan(aDay('down', 1), { instanceCount: 0 })).toBe('ask');
  });
});
