import { randomInt } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import type { CallFunction } from '../functions-host/call-function.ts';
import type { FunctionManifest } from '../functions-host/function-manifest.ts';
import { taskDispatcher } from './dispatch-task.ts';
import type { Task } from './task.ts';
import { type Clock, startTaskQueue, type TaskQueue } from './task-queue.ts';
import { createTaskRequest, newTask } from './task-request.ts';
import { openTaskStore } from './task-store.ts';

export interface CloudTasks {
  /** What the Admin SDK calls at CLOUD_TASKS_EMULATOR_HOST. */
  readonly routes: Hono;
  /** Opens a queue per task function; what was stored before goes on. */
  serve(manifest: FunctionManifest): void;
  /** Ends what runs; nothing stored is lost. */
  stop(): Promise<void>;
}

const QUEUE_PATH = '/projects/:project/locations/:location/queues/:queue';
const ERRORS = { ALREADY_EXISTS: 409, INVALID_ARGUMENT: 400, NOT_FOUND: 404, UNAVAILABLE: 503 } as const;

/** The queues of Cloud Tasks that functions have, on disk, with their delays, limits and retries. */
export function createCloudTasks(options: {
  /** `:memory:` keeps nothing. */
  readonly file: string;
  readonly projectId: string;
  readonly callFunction: CallFunction;
  readonly clock: Clock;
  /** Told what was given up after its last attempt. */
  readonly onLine: (line: string) => void;
}): CloudTasks {
  const { file, projectId, callFunction, clock, onLine } = options;
  const store = openTaskStore(file);
  let queues: ReadonlyMap<string, TaskQueue> | null = null;

  const routes = new Hono()
    .post(`${QUEUE_PATH}/tasks`, async (context) => {
      const queue = queueName(context.req.param());
      if (queues === null) return failure('UNAVAILABLE', 'The queues open when the functions run.');
      if (!queues.has(queue)) return failure('NOT_FOUND', `Queue ${queue} does not exist.`);
      const parsed = createTaskRequest.safeParse(await context.req.json().catch(() => null));
      if (!parsed.success) return failure('INVALID_ARGUMENT', z.prettifyError(parsed.error));
      try {
        const nowMs = clock.now();
        const task = newTask({ queue, request: parsed.data, generatedId: String(randomInt(2 ** 47)), nowMs });
        if (!store.add(task, nowMs)) return failure('ALREADY_EXISTS', `Task ${task.name} exists or existed lately.`);
        queues.get(queue)?.wake();
        return context.json({ name: task.name, scheduleTime: new Date(task.dueAtMs).toISOString() });
      } catch (error) {
        return failure('INVALID_ARGUMENT', error instanceof Error ? error.message : String(error));
      }
    })
    .delete(`${QUEUE_PATH}/tasks/:task`, (context) => {
      const name = `${queueName(context.req.param())}/tasks/${context.req.param('task')}`;
      return store.remove(name, clock.now()) ? context.json({}) : failure('NOT_FOUND', `Task ${name} does not exist.`);
    });

  return {
    routes,
    serve: (manifest) => {
      queues = new Map(
        manifest.flatMap(({ name: functionName, region, trigger }) => {
          if (trigger.kind !== 'task') return [];
          const name = queueName({ project: projectId, location: region, queue: functionName });
          const dispatch = taskDispatcher({ target: { name: functionName, region }, callFunction });
          const { retryConfig, rateLimits } = trigger;
          const onGivenUp = ({ attempts, previousStatus }: Task) =>
            onLine(
              `${functionName}: a task was given up after ${attempts} attempts (${previousStatus ?? 'no answer'})`,
            );
          return [
            [name, startTaskQueue({ name, store, retryConfig, rateLimits, dispatch, clock, onGivenUp })] as const,
          ];
        }),
      );
    },
    stop: async () => {
      await Promise.all([...(queues?.values() ?? [])].map((queue) => queue.stop()));
      queues = null;
      store[Symbol.dispose]();
    },
  };
}

interface QueuePath {
  readonly project: string;
  readonly location: string;
  readonly queue: string;
}

const queueName = ({ project, location, queue }: QueuePath) =>
  `projects/${project}/locations/${location}/queues/${queue}`;

function failure(status: keyof typeof ERRORS, message: string): Response {
  return Response.json({ error: { code: ERRORS[status], status, message } }, { status: ERRORS[status] });
}
