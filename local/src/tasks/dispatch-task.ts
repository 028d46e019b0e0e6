import type { CallFunction } from '../functions-host/call-function.ts';
import type { ServedFunction } from '../functions-host/function-manifest.ts';
import type { Task } from './task.ts';
import type { DispatchTask } from './task-queue.ts';

/** Sends tasks to their function with the headers of https://cloud.google.com/tasks/docs/creating-http-target-tasks#handler */
export function taskDispatcher(options: {
  readonly target: Pick<ServedFunction, 'name' | 'region'>;
  readonly callFunction: CallFunction;
}): DispatchTask {
  const { target, callFunction } = options;
  return async (task, signal) => {
    try {
      return await callFunction({
        target,
        headers: taskHeaders(task),
        body: Buffer.from(task.bodyBase64, 'base64'),
        timeoutMs: task.dispatchDeadlineMs,
        signal,
      });
    } catch {
      // Nobody there, or past the deadline: for the queue both are a failed attempt without an answer.
      return null;
    }
  };
}

function taskHeaders(task: Task): Readonly<Record<string, string>> {
  const part = (name: string) => name.split('/').at(-1) ?? '';
  return {
    ...task.headers,
    authorization: `Bearer ${unsignedToken(task.serviceAccountEmail)}`,
    'user-agent': 'Google-Cloud-Tasks',
    'x-cloudtasks-queuename': part(task.queue),
    'x-cloudtasks-taskname': part(task.name),
    'x-cloudtasks-taskretrycount': String(task.attempts),
    'x-cloudtasks-taskexecutioncount': String(task.executions),
    'x-cloudtasks-tasketa': String(task.scheduledAtMs / 1000),
    ...(task.previousStatus === null ? {} : { 'x-cloudtasks-taskpreviousresponse': String(task.previousStatus) }),
  };
}

/** firebase-functions reads this token without checking it: in the cloud, IAM has checked it before. */
function unsignedToken(email: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ sub: email, email, iss: 'https://accounts.google.com' })}.`;
}
