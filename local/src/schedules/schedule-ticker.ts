import { Cron } from 'croner';
import type { CallFunction } from '../functions-host/call-function.ts';
import type { FunctionManifest } from '../functions-host/function-manifest.ts';
import { cronPattern } from './cron-pattern.ts';

/** Cloud Scheduler's own attempt deadline for HTTP targets. */
const ATTEMPT_DEADLINE_MS = 180_000;

export interface ScheduleTicker {
  stop(): void;
}

/** Calls every scheduled function when its time comes, as Cloud Scheduler does; never twice at once. */
export function startScheduleTicker(options: {
  readonly manifest: FunctionManifest;
  readonly callFunction: CallFunction;
  readonly onLine: (line: string) => void;
}): ScheduleTicker {
  const { manifest, callFunction, onLine } = options;
  const stopping = new AbortController();
  const jobs = manifest.flatMap(({ name, region, trigger }) => {
    if (trigger.kind !== 'schedule') return [];
    const jobName = `firebase-schedule-${name}-${region}`;
    const tick = async (job: Cron) => {
      const scheduledAt = job.currentRun() ?? new Date();
      // Cron thinks in whole seconds, timers do not.
      scheduledAt.setMilliseconds(0);
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Google-Cloud-Scheduler',
        'x-cloudscheduler': 'true',
        'x-cloudscheduler-jobname': jobName,
        'x-cloudscheduler-scheduletime': scheduledAt.toISOString(),
      };
      const { signal } = stopping;
      try {
        const target = { name, region };
        const status = await callFunction({ target, headers, body: '{}', timeoutMs: ATTEMPT_DEADLINE_MS, signal });
        if (status >= 300) onLine(`the schedule ${name} answered ${status}`);
      } catch (error) {
        if (!signal.aborted) onLine(`the schedule ${name} was not reached: ${String(error)}`);
      }
    };
    return [new Cron(cronPattern(trigger.schedule), { timezone: trigger.timeZone, protect: true }, tick)];
  });
  return {
    stop: () => {
      stopping.abort();
      for (const job of jobs) job.stop();
    },
  };
}
