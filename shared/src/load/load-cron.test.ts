import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cronProblem, MIN_SCHEDULE_GAP_MINUTES, nextRuns, timeZone } from './load-cron.ts';
import { loadSchedulePlan } from './load-schedule.ts';

const now = new Date('2026-03-27T10:00:00Z');
const runs = (cron: string, zone: string, count: number) =>
  nextRuns({ cron, timeZone: zone }, now, count).map((run) => run.toISOString());

describe('the next runs', () => {
  test('follow the time zone, also over a change of clocks', () => {
    expect(runs('0 6 * * *', 'Europe/Berlin', 3)).toEqual([
      '2026-03-28T05:00:00.000Z',
      // From here on it is summer there.
      '2026-03-29T04:00:00.000Z',
      '2026-03-30T04:00:00.000Z',
    ]);
  });

  test('of a time that the change of clocks leaves out come once, not twice or never', () => {
    expect(runs('30 2 * * *', 'Europe/Berlin', 3)).toHaveLength(3);
  });

  test('never include the instant itself', () => {
    expect(runs('0 10 * * *', 'UTC', 1)).toEqual(['2026-03-28T10:00:00.000Z']);
  });
});

describe('what is no schedule', () => {
  test.each([
    ['often', 'That is no cron expression'],
    ['* * * *', 'That is no cron expression'],
    ['0 0 6 * * 1', 'That is no cron expression'],
    ['61 * * * *', 'That is no cron expression'],
    ['2030-01-01T00:00:00', 'That is no cron expression'],
    ['@annually', 'That is no cron expression'],
    ['* * * * *', 'At most every 15 minutes'],
    ['0,5 6 * * *', 'At most every 15 minutes'],
    ['0,5 3 29 2 *', 'At most every 15 minutes'],
    ['0 0 30 2 *', 'No day ever matches'],
  ])('%s is refused with its reason', (cron, message) => {
    expect(cronProblem({ cron, timeZone: 'UTC' }, now)).toContain(message);
  });

  test.each(['*/15 * * * *', '0 6 * * 1-5', '30 2 * * *', '0 0 29 2 *'])('%s is one', (cron) => {
    expect(cronProblem({ cron, timeZone: 'UTC' }, now)).toBeNull();
  });

  test('whatever somebody types is answered, not thrown', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), (cron) => {
        expect(typeof (cronProblem({ cron, timeZone: 'UTC' }, now) ?? '')).toBe('string');
      }),
    );
  });

  test('what is accepted never runs closer together than allowed', () => {
    const field = (max: number) => fc.oneof(fc.constant('*'), fc.integer({ min: 0, max }).map(String));
    fc.assert(
      fc.property(field(59), field(23), (minute, hour) => {
        const cron = `${minute} ${hour} * * *`;
        if (cronProblem({ cron, timeZone: 'UTC' }, now) !== null) return;
        const [first, second] = nextRuns({ cron, timeZone: 'UTC' }, now, 2);
        const gapMs = (second?.getTime() ?? 0) - (first?.getTime() ?? 0);
        expect(gapMs).toBeGreaterThanOrEqual(MIN_SCHEDULE_GAP_MINUTES * 60_000);
      }),
    );
  });
});

test.each([
  ['Europe/Berlin', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['', false],
])('the time zone "%s" is accepted: %s', (name, isAccepted) => {
  expect(timeZone.safeParse(name).success).toBe(isAccepted);
});

test('a plan names what is wrong with it by field', () => {
  const plan = {
    name: 'nightly',
    cron: '* * * * *',
    target: { region: 'europe-west1', agentServiceName: 'production-adk-agent' },
  };
  const { error } = loadSchedulePlan.safeParse(plan);
  expect(error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
    ['cron', 'At most every 15 minutes.'],
  ]);
  expect(loadSchedulePlan.safeParse({ ...plan, timeZone: 'Mars/Olympus' }).error?.issues[0]?.path).toEqual([
    'timeZone',
  ]);
});
