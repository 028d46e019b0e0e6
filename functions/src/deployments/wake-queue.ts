import { z } from 'zod';
import type { Log } from '../platform/log.ts';
import { createTaskQueue } from '../platform/task-queue.ts';
import type { Wake } from './advance-deployment.ts';

/** What a task of `advanceDeployment` carries. */
export const wakeTask = z.strictObject({ deploymentId: z.string(), epoch: z.int().nullable() });

/** Wakes by task queue. One that cannot be queued only costs the minute until the sweep comes. */
export function createWake({ log, now }: { readonly log: Log; readonly now: () => Date }): Wake {
  const enqueue = createTaskQueue({
    functionName: 'advanceDeployment',
    task: wakeTask,
    // The longest a round takes, with room.
    deadlineSeconds: 300,
    failedEvent: 'deployment.wakeFailed',
    ...{ log, now },
  });
  return async ({ deploymentId, epoch, inMs }) => void (await enqueue({ deploymentId, epoch }, inMs));
}
