import { z } from 'zod';
import type { Log } from '../platform/log.ts';
import { createTaskQueue } from '../platform/task-queue.ts';

/** What a task of `advanceCapacitySearch` carries. */
export const searchTask = z.strictObject({ searchId: z.string(), epoch: z.int().nullable() });

/** Plans the next look at a capacity search; `epoch` lets a look that was overtaken know that it was. */
export type WakeSearch = (request: {
  readonly searchId: string;
  readonly epoch: number | null;
  readonly inMs: number;
}) => Promise<void>;

/** Wakes by task queue. One that cannot be queued only costs the minute until the sweep comes. */
export function createWakeSearch({ log, now }: { readonly log: Log; readonly now: () => Date }): WakeSearch {
  const enqueue = createTaskQueue({
    functionName: 'advanceCapacitySearch',
    task: searchTask,
    // The longest a round takes, with room.
    deadlineSeconds: 120,
    failedEvent: 'capacitySearch.wakeFailed',
    ...{ log, now },
  });
  return async ({ searchId, epoch, inMs }) => void (await enqueue({ searchId, epoch }, inMs));
}
