import { FUNCTIONS_REGION } from '@proving-ground/shared';
import { getFunctions } from 'firebase-admin/functions';
import { z } from 'zod';
import { firebaseApp } from '../platform/firebase.ts';
import type { Log } from '../platform/log.ts';

/** What a task of `advanceCapacitySearch` carries. */
export const searchTask = z.strictObject({ searchId: z.string(), epoch: z.int().nullable() });

const QUEUE = `locations/${FUNCTIONS_REGION}/functions/advanceCapacitySearch`;
/** The longest a round takes, with room. */
const DISPATCH_DEADLINE_SECONDS = 120;

/** Plans the next look at a capacity search; `epoch` lets a look that was overtaken know that it was. */
export type WakeSearch = (request: {
  readonly searchId: string;
  readonly epoch: number | null;
  readonly inMs: number;
}) => Promise<void>;

/** Wakes by task queue. One that cannot be queued is logged, not thrown: the sweep comes within a minute. */
export function createWakeSearch({ log, now }: { readonly log: Log; readonly now: () => Date }): WakeSearch {
  return async ({ searchId, epoch, inMs }) => {
    const task = searchTask.parse({ searchId, epoch });
    const schedule = inMs > 0 ? { scheduleTime: new Date(now().getTime() + inMs) } : {};
    try {
      await getFunctions(firebaseApp())
        .taskQueue(QUEUE)
        .enqueue(task, { ...schedule, dispatchDeadlineSeconds: DISPATCH_DEADLINE_SECONDS });
    } catch (error) {
      log.error('capacitySearch.wakeFailed', { searchId, error: String(error) });
    }
  };
}
