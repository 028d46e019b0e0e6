import { loadSchedulePlan } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import type { LoadScheduleStore } from '../../store/load-schedule-store.ts';
import { STARTED_AT } from '../a-deployment.ts';
import { TARGET } from '../a-load-test.ts';

const at = (minutes: number) => new Date(STARTED_AT.getTime() + minutes * 60_000);
const plan = loadSchedulePlan.parse({ name: 'hourly', cron: '0 * * * *', target: TARGET });
const savedBy = { uid: 'uid-1', email: null };

/** What every store of schedules keeps to. */
export function describeScheduleStore(name: string, open: () => Promise<LoadScheduleStore>): void {
  const withOne = async (id: string, minutes: number | null) => {
    const store = await open();
    const nextRunAt = minutes === null ? null : at(minutes).toISOString();
    const saved = await store.save({ id, isNew: true, plan, savedBy, nextRunAt, now: STARTED_AT });
    return { store, saved };
  };

  describe(`${name}: a schedule`, () => {
    test('is read as it was saved, changed in place, and deleted, also twice', async () => {
      const { store, saved } = await withOne('one', 60);
      expect(await store.get('one')).toEqual(saved);
      const change = { ...saved, plan: { ...plan, name: 'other' }, isNew: false, now: at(5) };
      expect(await store.save(change)).toMatchObject({
        plan: { name: 'other' },
        createdAt: saved.createdAt,
        updatedAt: at(5).toISOString(),
      });
      await store.delete('one');
      await store.delete('one');
      expect(await store.get('one')).toBeNull();
      await expect(store.save(change)).rejects.toMatchObject({ record: { reason: 'SCHEDULE_NOT_FOUND' } });
    });

    test('is due at its instant, longest overdue first, and never when it has none', async () => {
      const { store, saved } = await withOne('late', 60);
      await store.save({ ...saved, id: 'later', isNew: true, nextRunAt: at(90).toISOString(), now: STARTED_AT });
      await store.save({ ...saved, id: 'off', isNew: true, nextRunAt: null, now: STARTED_AT });
      expect(await store.due(at(59), 10)).toEqual([]);
      expect(await store.due(at(60), 10)).toEqual(['late']);
      expect(await store.due(at(95), 10)).toEqual(['late', 'later']);
      expect(await store.due(at(95), 1)).toEqual(['late']);
    });

    test('takes down a run, but not over a change or a deletion that came meanwhile', async () => {
      const { store, saved } = await withOne('one', 60);
      const run = {
        lastRun: { at: at(60).toISOString(), loadTestId: 'test1', failure: null },
        nextRunAt: at(120).toISOString(),
      };
      await store.recordRun('one', run);
      expect(await store.get('one')).toMatchObject(run);
      await store.save({ ...saved, isNew: false, nextRunAt: at(180).toISOString(), now: at(61) });
      await store.recordRun('one', { ...run, lastRun: { ...run.lastRun, at: at(120).toISOString() } });
      expect(await store.get('one')).toMatchObject({ nextRunAt: at(180).toISOString(), lastRun: run.lastRun });
      await store.delete('one');
      await store.recordRun('one', run);
      expect(await store.get('one')).toBeNull();
    });
  });
}
