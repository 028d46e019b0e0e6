import { z } from 'zod';
import type { Task } from './task.ts';

const DEFAULT_DEADLINE_SECONDS = 600;
const duration = z
  .string()
  .regex(/^\d+(\.\d+)?s$/)
  .transform((text) => Number(text.slice(0, -1)))
  .refine((seconds) => seconds >= 15 && seconds <= 1800, 'A dispatch deadline is 15 s to 30 minutes.');

/** The body of `projects.locations.queues.tasks.create`, as the Admin SDK sends it. */
export const createTaskRequest = z.object({
  task: z.object({
    name: z.string().optional(),
    scheduleTime: z.iso.datetime({ offset: true }).optional(),
    dispatchDeadline: duration.optional(),
    httpRequest: z.object({
      url: z.literal('', 'Tasks of the local twin go to the function of their queue: leave "uri" out.'),
      body: z.base64(),
      headers: z.record(z.string(), z.string()),
      oidcToken: z.object({ serviceAccountEmail: z.string() }).optional(),
    }),
  }),
});

const TASK_ID = /^[A-Za-z0-9_-]{1,500}$/;

/** A new task of a queue. @throws Error when its name is none of that queue. */
export function newTask(options: {
  readonly queue: string;
  readonly request: z.output<typeof createTaskRequest>;
  readonly generatedId: string;
  readonly nowMs: number;
}): Task {
  const { queue, request, generatedId, nowMs } = options;
  const { name, scheduleTime, dispatchDeadline, httpRequest } = request.task;
  const prefix = `${queue}/tasks/`;
  const id = name === undefined ? generatedId : name.slice(prefix.length);
  if ((name !== undefined && !name.startsWith(prefix)) || !TASK_ID.test(id)) {
    throw new Error(`Task name must be ${prefix}ID with an id of letters, digits, "-" and "_".`);
  }
  const scheduledAtMs = Math.max(nowMs, scheduleTime === undefined ? nowMs : Date.parse(scheduleTime));
  return {
    name: `${prefix}${id}`,
    queue,
    headers: httpRequest.headers,
    bodyBase64: httpRequest.body,
    serviceAccountEmail: httpRequest.oidcToken?.serviceAccountEmail ?? '',
    dispatchDeadlineMs: (dispatchDeadline ?? DEFAULT_DEADLINE_SECONDS) * 1000,
    scheduledAtMs,
    dueAtMs: scheduledAtMs,
    attempts: 0,
    executions: 0,
    firstAttemptAtMs: null,
    previousStatus: null,
  };
}
