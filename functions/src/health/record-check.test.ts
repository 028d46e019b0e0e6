import { type HealthDay, healthDay, MAX_HEALTH_CHANGES } from '@proving-ground/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Look, recordCheck } from './record-check.ts';

const PLACE = { region: 'europe-west1', name: 'zoo-agent' };
const START_MS = Date.parse('2026-03-01T12:00:00.000Z');
const WELL: Look = { kind: 'well' };
const UNWELL: Look = { kind: 'unwell', detail: 'It answers with status 503.' };

/** Records looks at given minutes; the last record counts. */
function record(looks: readonly (readonly [minute: number, look: Look])[], openIncident: string | null = null) {
  return looks.reduce<HealthDay | null>(
    (last, [minute, look]) =>
      recordCheck({ place: PLACE, last, look, openIncident, now: new Date(START_MS + minute * 60_000) }),
    null,
  );
}
const states = (day: HealthDay | null) => day?.changes.map(({ state }) => state);

test('one failed look changes nothing, two in a row are down, and an answer is up', () => {
  expect(
    states(
      record([
        [0, WELL],
        [15, UNWELL],
      ]),
    ),
  ).toEqual(['up']);
  expect(
    states(
      record([
        [0, WELL],
        [15, UNWELL],
        [16, WELL],
      ]),
    ),
  ).toEqual(['up']);
  const down = record([
    [0, WELL],
    [15, UNWELL],
    [16, UNWELL],
  ]);
  expect(down?.changes.at(-1)).toMatchObject({ state: 'down', detail: 'It answers with status 503.' });
  expect(
    states(
      record([
        [0, WELL],
        [15, UNWELL],
        [16, UNWELL],
        [17, WELL],
      ]),
    ),
  ).toEqual(['up', 'down', 'up']);
});

test('an agent that never answered is unknown first, then down', () => {
  expect(
    states(
      record([
        [0, UNWELL],
        [1, UNWELL],
      ]),
    ),
  ).toEqual(['unknown', 'down']);
});

test('an open alert and a lack of room are degraded; left asleep is asleep', () => {
  expect(record([[0, WELL]], 'slow answers')?.changes[0]).toMatchObject({
    state: 'degraded',
    detail: 'It answers, but there is an alert: slow answers',
  });
  expect(states(record([[0, { kind: 'busy', detail: 'It has no free instance.' }]]))).toEqual(['degraded']);
  const asleep = record([
    [0, WELL],
    [15, { kind: 'resting' }],
  ]);
  expect([states(asleep), asleep?.askedAt]).toEqual([['up', 'asleep'], new Date(START_MS).toISOString()]);
});

describe('time without a look', () => {
  test('is unknown from the last look on', () => {
    const day = record([
      [0, WELL],
      [120, WELL],
    ]);
    expect(states(day)).toEqual(['up', 'unknown', 'up']);
    expect(day?.changes[1]?.at).toBe(new Date(START_MS).toISOString());
  });

  test('over midnight: the new day begins with the state of the old one, or with unknown', () => {
    const midnight = 12 * 60;
    expect(
      record([
        [midnight - 5, WELL],
        [midnight + 5, WELL],
      ]),
    ).toMatchObject({
      day: '2026-03-02',
      changes: [{ at: '2026-03-02T00:00:00.000Z', state: 'up' }],
    });
    expect(
      states(
        record([
          [midnight - 90, WELL],
          [midnight + 5, WELL],
        ]),
      ),
    ).toEqual(['unknown', 'up']);
  });
});

test('whatever happens, a day stays within its schema, in order, and without two equal states in a row', () => {
  const look = fc.constantFrom<Look>(
    WELL,
    UNWELL,
    { kind: 'resting' },
    { kind: 'unasked', detail: 'No token.' },
    { kind: 'busy', detail: '' },
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), look), { minLength: 1, maxLength: 60 }),
      (steps) => {
        let minute = 0;
        const day = record(
          steps.map(([pause, one]) => {
            minute += pause;
            return [minute, one] as const;
          }),
        );
        const { changes } = healthDay.parse(day);
        expect(changes.map(({ at }) => at)).toEqual(changes.map(({ at }) => at).toSorted());
        expect(changes.every(({ state }, index) => state !== changes[index - 1]?.state)).toBe(true);
      },
    ),
  );
});

test('a day of endless changes keeps to its bounds and ends with the newest', () => {
  const looks = Array.from(
    { length: 1_400 },
    (_, index) => [index / 2, index % 2 === 0 ? WELL : ({ kind: 'busy', detail: '' } as const)] as const,
  );
  const day = healthDay.parse(record(looks));
  expect([day.changes.length, day.changes.at(-1)?.state]).toEqual([MAX_HEALTH_CHANGES, 'degraded']);
});
