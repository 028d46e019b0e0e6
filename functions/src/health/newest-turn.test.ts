import type { HealthState } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { newestTurn } from './newest-turn.ts';

const DAY = '2026-03-01';
const at = (minute: number) => new Date(Date.parse(`${DAY}T12:00:00.000Z`) + minute * 60_000).toISOString();
/** One change a minute. */
const turnOf = (...states: readonly HealthState[]) =>
  newestTurn({ day: DAY, changes: states.map((state, minute) => ({ at: at(minute), state, detail: state })) });

describe('the newest turn of a day', () => {
  test.each<[readonly HealthState[]]>([
    [['up']],
    [['up', 'degraded', 'asleep', 'up']],
    [['unknown']],
    [['unknown', 'up']],
  ])('is none in %s', (states) => expect(turnOf(...states)).toBeNull());

  test('is down, also right after the first look', () => {
    expect(turnOf('up', 'down')).toEqual({ kind: 'health-down', at: at(1), detail: 'down' });
    expect(turnOf('unknown', 'down')).toEqual({ kind: 'health-down', at: at(1), detail: 'down' });
  });

  test('is back, in whatever state', () => {
    expect(turnOf('up', 'down', 'up')).toMatchObject({ kind: 'health-up', at: at(2) });
    expect(turnOf('down', 'degraded', 'up')).toMatchObject({ kind: 'health-up', at: at(1) });
  });

  test('looks past a time in which nobody could ask', () => {
    expect(turnOf('up', 'down', 'unknown')).toMatchObject({ kind: 'health-down', at: at(1) });
    expect(turnOf('up', 'down', 'unknown', 'down')).toMatchObject({ kind: 'health-down', at: at(1) });
    expect(turnOf('up', 'down', 'unknown', 'up')).toMatchObject({ kind: 'health-up', at: at(3) });
  });

  test('is not the state that the day began with', () => {
    const changes = [{ at: `${DAY}T00:00:00.000Z`, state: 'down' as const, detail: 'down' }];
    expect(newestTurn({ day: DAY, changes })).toBeNull();
  });
});
