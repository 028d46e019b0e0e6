import { FUNCTIONS_REGION } from '@proving-ground/shared';
import { getFunctions } from 'firebase-admin/functions';
import type { z } from 'zod';
import { firebaseApp } from './firebase.ts';
import type { Log, LogEvent } from './log.ts';

/** Queues a task, at once or after a while; false when that failed. */
export type Enqueue<T> = (task: T, inMs?: number) => Promise<boolean>;

/**
 * The queue of a task function. What cannot be queued is logged, not thrown: each function has somebody who comes anyway, a sweep
 * or a watch or whoever called it.
 */
export function createTaskQueue<S extends z.ZodType<object, object>>(queue: {
  /** The function that gets the tasks. */
  readonly functionName: string;
  /** What a task carries; the function parses it with the same schema. */
  readonly task: S;
  /** How long one may take; Cloud Tasks tries it again after that. */
  readonly deadlineSeconds?: number;
  readonly failedEvent: LogEvent;
  readonly log: Log;
  readonly now: () => Date;
}): Enqueue<z.input<S>> {
  const { functionName, task: schema, deadlineSeconds, failedEvent, log, now } = queue;
  const path = `locations/${FUNCTIONS_REGION}/functions/${functionName}`;
  return async (task, inMs = 0) => {
    try {
      await getFunctions(firebaseApp())
        .taskQueue(path)
        .enqueue(schema.parse(task), {
          ...(inMs > 0 ? { scheduleTime: new Date(now().getTime() + inMs) } : {}),
          ...(deadlineSeconds === undefined ? {} : { dispatchDeadlineSeconds: deadlineSeconds }),
        });
      return true;
    } catch (error) {
      log.error(failedEvent, { functionName, ...task, error: String(error) });
      return false;
    }
  };
}
