// @vitest-environment happy-dom
import { Failure, loadSpec, type Role } from '@proving-ground/shared';
import { aLiveService } from '@proving-ground/shared/testing/a-live-service';
import { aLoadHeadline, aLoadTest } from '@proving-ground/shared/testing/a-load-test';
import { act } from 'preact/test-utils';
import { describe, expect, test, vi } from 'vitest';
import type { CallableClient } from '../../api/callable-client.ts';
import type { ConsoleData } from '../../api/console-data.ts';
import type { LoadData } from '../../api/load-data.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { aLoadSchedule } from '../../testing/a-load-schedule.ts';
import { anApi, list, live, ready } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { show } from '../../testing/show.tsx';
import { LoadSchedulesPage } from './load-schedules-page.tsx';
import { browserTimeZone } from './time-zones.ts';

const NEW = '/load-schedules?new=yes';
const EDIT = '/load-schedules?edit=s1';
const PAIR = list(aLiveService('agent'), aLiveService('backend'));

function open(
  options: {
    readonly path?: string;
    readonly role?: Role;
    readonly failures?: readonly Failure[];
    readonly schedules?: ReturnType<LoadData['schedules']>;
    readonly services?: ReturnType<ConsoleData['services']>;
    readonly loads?: Partial<LoadData>;
  } = {},
) {
  const calls: [string, unknown][] = [];
  const failures = [...(options.failures ?? [])];
  const call = vi.fn(async (name: string, input: unknown) => {
    calls.push([name, input]);
    const failure = failures.shift();
    if (failure) throw failure;
    return { scheduleId: 's1', nextRunAt: null };
  });
  const api = anApi({
    role: options.role ?? 'operator',
    callables: { call: call as unknown as CallableClient['call'] },
    data: { services: () => options.services ?? PAIR },
    loads: { schedules: () => options.schedules ?? list(), ...options.loads },
  });
  const root = show(<LoadSchedulesPage />, { api, path: options.path ?? '/load-schedules' });
  return { root, calls, failNext: (failure: Failure) => void failures.push(failure), ...person(root) };
}

const ONE = list(aLoadSchedule());

describe('the list', () => {
  test.each<[string, ReturnType<LoadData['schedules']>]>([
    ['loading', live({ kind: 'loading' })],
    ['unreadable', live({ kind: 'failed', failure: aFailure() })],
    ['empty', list()],
    ['of some', list(aLoadSchedule(), aLoadSchedule({ id: 's2', plan: { enabled: false }, nextRunAt: null }))],
    ['partly unreadable', ready({ items: [aLoadSchedule()], unreadableIds: ['x'] })],
  ])('that is %s is shown accessibly', async (_, schedules) => {
    await expectAccessible(open({ schedules }).root);
  });

  test('tells of each what starts when, and what came of it', () => {
    const lastRun = { at: '2026-03-01T06:00:00.000Z', loadTestId: 'l9', failure: null };
    const loadTest = aLoadTest({ id: 'l9', status: 'partial', headline: aLoadHeadline({ verdict: 'passed' }) });
    const { root } = open({
      schedules: list(aLoadSchedule({ lastRun })),
      loads: { loadTest: () => ready(loadTest) },
    });
    for (const text of [
      'Every morning',
      'Enabled',
      'production-adk-agent in europe-west1',
      'Every day at 06:00, UTC',
      'Scenario codelab: 20 users',
      'Mon, Mar 2, 2026, 06:00',
      'Partial',
      'Passed',
    ]) {
      expect(root.textContent).toContain(text);
    }
    expect(root.querySelector('a[href="/load-tests/l9"]')).not.toBeNull();
  });

  test('says why the last run started no test, and keeps a hostile name text', () => {
    const failure = aFailure({ reason: 'TARGET_NOT_LIVE', message: 'No agent is live.' });
    const lastRun = { at: '2026-03-01T06:00:00.000Z', loadTestId: null, failure };
    const name = '<img src=x onerror=alert(1)>';
    const { root } = open({ schedules: list(aLoadSchedule({ lastRun, plan: { name } })) });
    expect(root.textContent).toContain('No test was started: No agent is live. TARGET_NOT_LIVE');
    expect([root.querySelector('img'), root.querySelector('h2')?.textContent]).toEqual([null, name]);
  });

  test('counts records of another version', () => {
    const { root } = open({ schedules: ready({ items: [aLoadSchedule()], unreadableIds: ['x'] }) });
    expect(root.textContent).toContain('1 of the schedules cannot be shown');
  });

  test('gives a viewer nothing to press', () => {
    const { root } = open({ schedules: ONE, role: 'viewer' });
    expect(root.querySelectorAll('.schedule button')).toHaveLength(0);
  });

  test('disables a schedule by saving it as it is otherwise', async () => {
    const { calls, press } = open({ schedules: ONE });
    await press('Disable Every morning');
    const plan = { ...aLoadSchedule().plan, enabled: false };
    expect(calls).toEqual([['saveLoadSchedule', { idempotencyKey: expect.any(String), scheduleId: 's1', plan }]]);
  });

  test('deletes a schedule with one press, and brings it back with another', async () => {
    const { root, calls, press } = open({ schedules: ONE });
    await press('Delete Every morning');
    expect(calls).toEqual([['deleteLoadSchedule', { scheduleId: 's1' }]]);
    await vi.waitFor(() => expect(root.textContent).toContain('Deleted Every morning.'));
    await expectAccessible(root);
    await press('Undo');
    const { plan } = aLoadSchedule();
    expect(calls[1]).toEqual(['saveLoadSchedule', { idempotencyKey: expect.any(String), plan }]);
    await vi.waitFor(() => expect(root.textContent).not.toContain('Deleted Every morning.'));
  });

  test('says why a schedule was not brought back, and tries again under the same key', async () => {
    const { root, calls, press, failNext } = open({ schedules: ONE });
    await press('Delete Every morning');
    await vi.waitFor(() => expect(root.textContent).toContain('Deleted Every morning.'));
    failNext(new Failure(aFailure()));
    await press('Undo');
    await vi.waitFor(() => expect(root.textContent).toContain('Not brought back'));
    await press('Undo');
    await vi.waitFor(() => expect(calls).toHaveLength(3));
    expect(calls[1]).toEqual(calls[2]);
  });

  test('says why a schedule was not deleted', async () => {
    const { root, press } = open({ schedules: ONE, failures: [new Failure(aFailure())] });
    await press('Delete Every morning');
    await vi.waitFor(() => expect(root.textContent).toContain('Not deleted'));
    await expectAccessible(root);
  });
});

describe('a new schedule', () => {
  test('has an accessible form, with errors too', async () => {
    const { root, type } = open({ path: NEW });
    await expectAccessible(root);
    await type('Cron expression', '* * * * *');
    expect(root.textContent).toContain('At most every 15 minutes.');
    await expectAccessible(root);
  });

  test('is saved as it was filled in, and leads back to the list', async () => {
    const { root, calls, press, choose, type } = open({ path: NEW });
    await type('Name', ' Mondays ');
    await choose('How often', '0 6 * * 1');
    await choose('Time zone', 'Asia/Tokyo');
    await act(() => root.querySelector<HTMLInputElement>('.check input')?.click());
    await type('Users', '5');
    await press('Save schedule');
    await vi.waitFor(() => expect(location.pathname + location.search).toBe('/load-schedules'));
    const plan = {
      name: 'Mondays',
      cron: '0 6 * * 1',
      timeZone: 'Asia/Tokyo',
      enabled: false,
      target: { region: 'europe-west1', agentServiceName: 'production-adk-agent' },
      spec: loadSpec.parse({ load: { model: 'closed', users: 5 } }),
    };
    expect(calls).toEqual([['saveLoadSchedule', { idempotencyKey: expect.any(String), plan }]]);
  });

  test("begins with every morning in the browser's time zone, and shows the next five runs", async () => {
    const { root, field, choose, type } = open({ path: NEW });
    expect([field('Time zone').value, field('Cron expression').value]).toEqual([browserTimeZone(), '0 6 * * *']);
    const runs = () => [...root.querySelectorAll('.next-runs time')].map((time) => time.textContent);
    await choose('Time zone', 'UTC');
    expect(runs().map((run) => run.slice(-5))).toEqual(Array.from({ length: 5 }, () => '06:00'));
    await type('Cron expression', '30 7 * * 1');
    expect(runs().map((run) => [run.slice(0, 3), run.slice(-5)].join(' '))).toEqual(
      Array.from({ length: 5 }, () => 'Mon 07:30'),
    );
    expect(field('How often').value).toBe('');
  });

  test.each([
    ['Name', '', 'Fill this in.'],
    ['Cron expression', 'daily', 'That is no cron expression'],
    ['Cron expression', '0 6 31 2 *', 'No day ever matches this.'],
    ['Users', '0', 'At least 1.'],
  ])('with %s "%s" is refused beside the field, and nothing is sent', async (label, text, message) => {
    const { root, calls, press, type, field } = open({ path: NEW });
    await type('Name', 'n');
    await type(label, text);
    await press('Save schedule');
    expect([root.textContent.includes(message), calls, document.activeElement]).toEqual([true, [], field(label)]);
  });

  test('that was not saved can be saved again under the same key', async () => {
    const { root, calls, press, type } = open({ path: NEW, failures: [new Failure(aFailure())] });
    await type('Name', 'Mornings');
    await press('Save schedule');
    await vi.waitFor(() => expect(root.textContent).toContain('The schedule was not saved'));
    await press('Try again');
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    expect(calls[0]).toEqual(calls[1]);
  });

  test('is nothing a viewer may save', () => {
    const { root, button } = open({ path: NEW, role: 'viewer' });
    expect([button('Save schedule').disabled, root.textContent.includes('needs the role operator')]).toEqual([
      true,
      true,
    ]);
  });

  test('needs an agent that is live', () => {
    expect(open({ path: NEW, services: list() }).link('Deploy one').getAttribute('href')).toBe('/deploy');
  });
});

describe('editing a schedule', () => {
  test('saves it under its id, with what was changed', async () => {
    const { calls, press, type } = open({ path: EDIT, schedules: ONE });
    await type('Duration', '90');
    await press('Save schedule');
    await vi.waitFor(() => expect(calls).toHaveLength(1));
    const { plan } = aLoadSchedule();
    expect(calls[0]?.[1]).toEqual({
      idempotencyKey: expect.any(String),
      scheduleId: 's1',
      plan: { ...plan, spec: { ...plan.spec, durationSeconds: 90 } },
    });
  });

  test('works while its agent is away, without an estimate', async () => {
    const { root, calls, press } = open({ path: EDIT, schedules: ONE, services: list() });
    expect(root.textContent).toContain('It needs a target that is live.');
    await press('Save schedule');
    await vi.waitFor(() => expect(calls).toHaveLength(1));
  });

  test('that is gone says so', async () => {
    const { root } = open({ path: '/load-schedules?edit=gone', schedules: ONE });
    expect(root.textContent).toContain('No such schedule');
    await expectAccessible(root);
  });
});
