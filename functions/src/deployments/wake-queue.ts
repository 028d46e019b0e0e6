import { FUNCTIONS_REGION } from '@proving-ground/shared';
import { getFunctions } from 'firebase-admin/functions';
import { z } from 'zod';
import { firebaseApp } from '../platform/firebase.ts';
import type { Log } from '../platform/log.ts';
import type { Wake } from './advance-deployment.ts';

/** What a task of `advanceDeployment` carries. */
export const wakeTask = z.strictObject({ deploymentId: z.string(), epoch: z.int().nullable() });

const QUEUE = `locations/${FUNCTIONS_REGION}/functions/advanceDeployment`;
/** The longest a round takes, with room. */
const DISPATCH_DEADLINE_SECONDS = 300;

/** Wakes by task queue. One that cannot be queued is logged, not thrown: the sweeper comes within a minute. */
export function createWake({ log, now }: { readonly log: Log; readonly now: () => Date }): Wake {
  return async ({ deploymentId, epoch, inMs }) => {
    const task = wakeTask.parse({ deploymentId, epoch });
    const schedule = inMs > 0 ? { scheduleTime: new Date(now().getTime() + inMs) } : {};
    try {
      await getFunctions(firebaseApp())
        .taskQueue(QUEUE)
        .enqueue(task, { ...schedule, dispatchDeadlineSeconds: DISPATCH_DEADLINE_SECONDS });
    } catch (error) {
      log.error('deployment.wakeFailed', { deploymentId, error: String(error) });
    }
  };
}
