import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import { nextRunAt } from '../load-tests/next-run-at.ts';
import { actorOf, type Caller } from '../platform/identify-caller.ts';
import { keyedId } from '../platform/stable-hash.ts';
import type { LoadScheduleStore } from '../store/load-schedule-store.ts';

/** Saves a schedule, new or changed; the target need not be live before a run is due. */
export async function saveLoadSchedule(input: {
  readonly request: CallableRequest<'saveLoadSchedule'>;
  readonly caller: Caller;
  readonly schedules: Pick<LoadScheduleStore, 'save'>;
  readonly now: Date;
}): Promise<CallableResponse<'saveLoadSchedule'>> {
  const { request, caller, schedules, now } = input;
  const { idempotencyKey, scheduleId, plan } = request;
  const saved = await schedules.save({
    id: scheduleId ?? keyedId(caller.uid, idempotencyKey),
    isNew: scheduleId === undefined,
    plan,
    savedBy: actorOf(caller),
    nextRunAt: nextRunAt(plan, now),
    now,
  });
  return { scheduleId: saved.id, nextRunAt: saved.nextRunAt };
}
