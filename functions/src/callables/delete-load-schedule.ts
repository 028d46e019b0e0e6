import type { CallableRequest, CallableResponse } from '@proving-ground/shared';
import type { LoadScheduleStore } from '../store/load-schedule-store.ts';

/** Deletes a schedule; the tests it has started stay. Deleting it again is harmless. */
export async function deleteLoadSchedule(input: {
  readonly request: CallableRequest<'deleteLoadSchedule'>;
  readonly schedules: Pick<LoadScheduleStore, 'delete'>;
}): Promise<CallableResponse<'deleteLoadSchedule'>> {
  const { scheduleId } = input.request;
  await input.schedules.delete(scheduleId);
  return { scheduleId };
}
