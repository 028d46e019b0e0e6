import { FUNCTIONS_REGION } from '@proving-ground/shared';
import { getFunctions } from 'firebase-admin/functions';
import { z } from 'zod';
import { firebaseApp } from '../platform/firebase.ts';
import type { Log } from '../platform/log.ts';

/** What a task of `conductLoadTest` carries. */
export const conductTask = z.strictObject({ loadTestId: z.string() });
/** What a task of `runLoadShard` carries. */
export const shardTask = z.strictObject({ loadTestId: z.string(), index: z.int().min(0) });

/** The longest a test may take, from its gathering to its verdict; also the most that Cloud Tasks allows.
 * @see https://cloud.google.com/tasks/docs/creating-http-target-tasks */
export const LOAD_TASK_SECONDS = 1_800;

/** Calls the two task functions. What cannot be queued is logged, not thrown. */
export interface LoadQueue {
  /** A conductor that could not be called is called by the fan-out, within a minute. */
  conduct(loadTestId: string): Promise<void>;
  /** False when the shard could not be called: its conductor alone can try again. */
  runShard(loadTestId: string, index: number): Promise<boolean>;
}

export function createLoadQueue({ log }: { readonly log: Log }): LoadQueue {
  const enqueue = async (name: string, task: z.infer<typeof conductTask>): Promise<boolean> => {
    try {
      await getFunctions(firebaseApp())
        .taskQueue(`locations/${FUNCTIONS_REGION}/functions/${name}`)
        .enqueue(task, { dispatchDeadlineSeconds: LOAD_TASK_SECONDS });
      return true;
    } catch (error) {
      log.error('loadTest.wakeFailed', { queue: name, ...task, error: String(error) });
      return false;
    }
  };
  return {
    conduct: async (loadTestId) => void (await enqueue('conductLoadTest', conductTask.parse({ loadTestId }))),
    runShard: (loadTestId, index) => enqueue('runLoadShard', shardTask.parse({ loadTestId, index })),
  };
}
