import { Cron } from 'croner';
import type { CallFunction } from '../functions-host/call-function.ts';
import { cronPattern } from './cron-pattern.ts';

/** Cloud Scheduler's own attempt deadline for HTTP targets. */
const ATTEMPT_DEADLINE_MS = 180_000;

/** What a job is made of: a function, and when it is due. */
export interface JobPlan {
  /** `firebase-schedule-FUNCTION-REGION`, as `firebase deploy` names it. */
  readonly id: string;
  readonly target: { readonly name: string; readonly region: string };
  readonly schedule: string;
  readonly timeZone: string;
}

export interface ScheduledJob {
  readonly plan: JobPlan;
  readonly nextAt: () => Date | null;
  readonly lastAttemptAt: () => Date | null;
  /** Calls the function as soon as no call of before is open. */
  readonly runNow: () => void;
  readonly stop: () => void;
}

/** Calls a function whenever it is due and when it is asked to; never twice at once. */
export function startScheduledJob(options: {
  readonly plan: JobPlan;
  readonly callFunction: CallFunction;
  readonly onLine: (line: string) => void;
}): ScheduledJob {
  const { plan, callFunction, onLine } = options;
  const { id, target, schedule, timeZone } = plan;
  const stopping = new AbortController();
  let lastAttemptAt: Date | null = null;
  let open = 0;
  let last: Promise<void> = Promise.resolve();

  async function call(): Promise<void> {
    const { signal } = stopping;
    if (signal.aborted) return;
    lastAttemptAt = new Date();
    const scheduledAt = new Date(lastAttemptAt);
    // Schedules are in whole seconds, timers are not.
    scheduledAt.setMilliseconds(0);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Google-Cloud-Scheduler',
      'x-cloudscheduler': 'true',
      'x-cloudscheduler-jobname': id,
      'x-cloudscheduler-scheduletime': scheduledAt.toISOString(),
    };
    try {
      const status = await callFunction({ target, headers, body: '{}', timeoutMs: ATTEMPT_DEADLINE_MS, signal });
      if (status >= 300) onLine(`the schedule ${target.name} answered ${status}`);
    } catch (error) {
      if (!signal.aborted) onLine(`the schedule ${target.name} was not reached: ${String(error)}`);
    }
  }
  function runNow(): void {
    open += 1;
    last = last.then(call).finally(() => {
      open -= 1;
    });
  }
  const cron = new Cron(cronPattern(schedule), { timezone: timeZone }, () => {
    if (open === 0) runNow();
  });
  return {
    plan,
    nextAt: () => cron.nextRun(),
    lastAttemptAt: () => lastAttemptAt,
    runNow,
    stop: () => {
      stopping.abort();
      cron.stop();
    },
  };
}
