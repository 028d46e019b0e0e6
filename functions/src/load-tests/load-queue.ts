import { z } from 'zod';
import type { Log } from '../platform/log.ts';
import { createTaskQueue } from '../platform/task-queue.ts';

/** What a task of `conductLoadTest` carries. */
export const conductTask = z.strictObject({ loadTestId: z.string() });
/** What a task of `runLoadShard` carries. */
export const shardTask = z.strictObject({ loadTestId: z.string(), index: z.int().min(0) });

/** The longest a test may take, from its gathering to its verdict; also the most that Cloud Tasks allows.
 * @see https://cloud.google.com/tasks/docs/creating-http-target-tasks */
export const LOAD_TASK_SECONDS = 1_800;

/** Calls the two task functions. */
export interface LoadQueue {
  /** A conductor that could not be called is called by the fan-out, within a minute. */
  conduct(loadTestId: string): Promise<void>;
  /** False when the shard could not be called: its conductor alone can try again. */
  runShard(loadTestId: string, index: number): Promise<boolean>;
}

export function createLoadQueue({ log, now }: { readonly log: Log; readonly now: () => Date }): LoadQueue {
  const common = { deadlineSeconds: LOAD_TASK_SECONDS, failedEvent: 'loadTest.wakeFailed', log, now } as const;
  const conduct = createTaskQueue({ functionName: 'conductLoadTest', task: conductTask, ...common });
  const runShard = createTaskQueue({ functionName: 'runLoadShard', task: shardTask, ...common });
  return {
    conduct: async (loadTestId) => void (await conduct({ loadTestId })),
    runShard: (loadTestId, index) => runShard({ loadTestId, index }),
  };
}
