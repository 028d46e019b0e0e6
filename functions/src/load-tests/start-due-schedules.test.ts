import { type LoadSchedule, loadSchedulePlan } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { saveLoadSchedule } from '../callables/save-load-schedule.ts';
import { aDeployment, STARTED_AT } from '../testing/a-deployment.ts';
import { aLiveService, TARGET } from '../testing/a-load-test.ts';
import { createMemoryDeploymentStore } from '../testing/memory-deployment-store.ts';
import { createMemoryLoadStores } from '../testing/memory-load-stores.ts';
import { createMemoryScheduleStore } from '../testing/memory-schedule-store.ts';
import { recordingLog } from '../testing/recording-log.ts';
import { fanOutLoadTests } from './fan-out-load-tests.ts';

const CALLER = { uid: 'uid-1', email: 'operator@example.com', emailVerified: true, role: 'operator' } as const;
const at = (minutes: number) => new Date(STARTED_AT.getTime() + minutes * 60_000);

async function world() {
  const deployments = createMemoryDeploymentStore();
  await deployments.create(aDeployment());
  for (const kind of ['agent', 'backend'] as const) deployments.putService(aLiveService(kind));
  const { tests } = createMemoryLoadStores();
  const schedules = createMemoryScheduleStore();
  const conducted: string[] = [];
  const queue = { conduct: async (id: string) => void conducted.push(id), runShard: async () => true };
  const log = recordingLog();
  const plan = loadSchedulePlan.parse({ name: 'every half hour', cron: '*/30 * * * *', target: TARGET });
  return {
    deployments,
    tests,
    schedules,
    conducted,
    log,
    plan,
    save: (change: Partial<typeof plan> = {}, scheduleId?: string) =>
      saveLoadSchedule({
        request: { idempotencyKey: 'key-12345', plan: { ...plan, ...change }, ...(scheduleId && { scheduleId }) },
        caller: CALLER,
        schedules,
        now: STARTED_AT,
      }),
    fanOut: (minutes: number) =>
      fanOutLoadTests({
        tests,
        schedules,
        deployments,
        settings: { prices: async () => ({}) },
        queue,
        now: () => at(minutes),
        log,
      }),
  };
}

async function only(schedules: { get(id: string): Promise<LoadSchedule | null> }, id: string): Promise<LoadSchedule> {
  const schedule = await schedules.get(id);
  if (!schedule) throw new Error(`There is no schedule ${id}.`);
  return schedule;
}

describe('a schedule', () => {
  test('starts nothing before its time, and one test when it is due', async () => {
    const { save, fanOut, schedules, tests, conducted } = await world();
    const { scheduleId, nextRunAt } = await save();
    expect(nextRunAt).toBe(at(30).toISOString());
    await fanOut(29);
    expect(conducted).toEqual([]);
    await fanOut(30);
    await fanOut(31);
    const { lastRun, nextRunAt: next } = await only(schedules, scheduleId);
    expect(lastRun).toMatchObject({ at: at(30).toISOString(), failure: null });
    expect(next).toBe(at(60).toISOString());
    const test1 = await tests.get(lastRun?.loadTestId ?? '');
    expect(test1).toMatchObject({ scheduleId, note: 'every half hour', requestedBy: { uid: 'uid-1' } });
    // The second call is the fan-out's own: that test has no conductor yet.
    expect(conducted).toEqual([test1?.id, test1?.id]);
  });

  test('that could not start keeps the reason, and is due again at its next time', async () => {
    const { save, fanOut, schedules, deployments } = await world();
    const { scheduleId } = await save();
    deployments.putService(aLiveService('agent', { current: null }));
    await fanOut(30);
    expect(await only(schedules, scheduleId)).toMatchObject({
      lastRun: { loadTestId: null, failure: { reason: 'TARGET_NOT_LIVE' } },
      nextRunAt: at(60).toISOString(),
    });
  });

  test('whose runs were missed is run once, late', async () => {
    const { save, fanOut, schedules, conducted } = await world();
    const { scheduleId } = await save();
    await fanOut(200);
    expect(conducted).toHaveLength(1);
    expect((await only(schedules, scheduleId)).nextRunAt).toBe(at(210).toISOString());
  });

  test('starts no second test when the fan-out dies before it has written down the first', async () => {
    const { save, fanOut, schedules, tests, conducted } = await world();
    const { scheduleId } = await save();
    schedules.loseNextRun();
    await fanOut(30);
    expect((await only(schedules, scheduleId)).lastRun).toBeNull();
    await fanOut(31);
    expect(new Set(conducted).size).toBe(1);
    const { lastRun } = await only(schedules, scheduleId);
    expect(await tests.get(lastRun?.loadTestId ?? '')).not.toBeNull();
  });

  test('that is not enabled is never due', async () => {
    const { save, fanOut, conducted } = await world();
    expect(await save({ enabled: false })).toMatchObject({ nextRunAt: null });
    await fanOut(30);
    expect(conducted).toEqual([]);
  });

  test('saved twice under one key is one schedule; changed, it keeps its history', async () => {
    const { save, fanOut, schedules } = await world();
    const { scheduleId } = await save();
    expect((await save()).scheduleId).toBe(scheduleId);
    await fanOut(30);
    await save({ cron: '0 6 * * *' }, scheduleId);
    expect(await only(schedules, scheduleId)).toMatchObject({
      plan: { cron: '0 6 * * *' },
      nextRunAt: '2026-03-02T06:00:00.000Z',
      lastRun: { at: at(30).toISOString() },
    });
  });

  test('that was deleted meanwhile cannot be changed', async () => {
    const { save } = await world();
    await expect(save({}, 'gone')).rejects.toMatchObject({ record: { code: 'not-found' } });
  });

  test('that cannot be read does not keep the others from running', async () => {
    const { save, fanOut, schedules, conducted, log } = await world();
    await save();
    schedules.breakFirst('broken');
    await fanOut(30);
    expect(conducted).toHaveLength(1);
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', event: 'loadSchedule.failed' }));
  });
});
