import { Failure, type FailureRecord, type LoadSchedule } from '@proving-ground/shared';
import { internalFailure } from '../platform/internal-failure.ts';
import type { Log } from '../platform/log.ts';
import { keyedId } from '../platform/stable-hash.ts';
import type { LoadScheduleStore } from '../store/load-schedule-store.ts';
import { type BeginDependencies, beginLoadTest } from './begin-load-test.ts';
import { nextRunAt } from './next-run-at.ts';

const MAX_STARTED = 20;

/** Starts a load test for every schedule that is due. Runs that were missed are not made up: one late run stands for all. */
export async function startDueSchedules(
  dependencies: BeginDependencies & { readonly schedules: Pick<LoadScheduleStore, 'due' | 'get' | 'recordRun'> },
): Promise<void> {
  const { schedules, now, log } = dependencies;
  for (const id of await schedules.due(now(), MAX_STARTED)) {
    try {
      const schedule = await schedules.get(id);
      if (schedule?.nextRunAt) await startRun({ ...schedule, nextRunAt: schedule.nextRunAt }, dependencies);
    } catch (error) {
      // The others must not wait for one that cannot be read; it stays due.
      log.error('loadSchedule.failed', { scheduleId: id, error: String(error) });
    }
  }
}

async function startRun(
  schedule: LoadSchedule & { readonly nextRunAt: string },
  dependencies: Parameters<typeof startDueSchedules>[0],
): Promise<void> {
  const { id: scheduleId, plan, savedBy, nextRunAt: at } = schedule;
  const { schedules, now, log } = dependencies;
  // Of schedule and instant: whoever comes after a crash finds the test that has been started, and starts no second one.
  const id = keyedId(`schedule:${scheduleId}`, at);
  const request = { target: plan.target, spec: plan.spec, note: plan.name };
  const wanted = { id, request, requestedBy: savedBy, scheduleId, part: null };
  const failure = await beginLoadTest(wanted, dependencies).then(
    () => null,
    (error: unknown) => failureOf(error, scheduleId, log),
  );
  await schedules.recordRun(scheduleId, {
    lastRun: { at, loadTestId: failure ? null : id, failure },
    nextRunAt: nextRunAt(plan, now()),
  });
}

function failureOf(error: unknown, scheduleId: string, log: Log): FailureRecord {
  if (error instanceof Failure) return error.record;
  const nextStep = 'Look for that number in the log of the functions.';
  return internalFailure({ error, log, event: 'loadSchedule.failed', fields: { scheduleId }, nextStep });
}
