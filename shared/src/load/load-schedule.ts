import { z } from 'zod';
import { failureRecord } from '../failure.ts';
import { cronProblem, timeZone } from './load-cron.ts';
import { loadSpec } from './load-spec.ts';
import { loadTargetName } from './load-test-target.ts';

export const loadScheduleId = z.string().regex(/^[a-z0-9]{1,40}$/, 'That is not the id of a schedule.');

/** Whether the runs are far enough apart does not depend on the day they are counted from. */
const ANY_DAY = new Date('2026-01-01T00:00:00Z');

/** What somebody asks for when they save a schedule. */
export const loadSchedulePlan = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .regex(/^\P{Cc}*$/u, 'A name is one line.'),
    /** Minute, hour, day of month, month, day of week. */
    cron: z.string().trim().min(9).max(100),
    timeZone: timeZone.default('UTC'),
    enabled: z.boolean().default(true),
    target: loadTargetName,
    spec: loadSpec.prefault({}),
  })
  .check((context) => {
    if (!timeZone.safeParse(context.value.timeZone).success) return;
    const message = cronProblem(context.value, ANY_DAY);
    if (message) context.issues.push({ code: 'custom', input: context.value, path: ['cron'], message });
  });
export type LoadSchedulePlan = z.infer<typeof loadSchedulePlan>;
export type LoadSchedulePlanInput = z.input<typeof loadSchedulePlan>;

/** `loadSchedules/{id}`: a load test that starts again and again. */
export const loadSchedule = z.strictObject({
  id: loadScheduleId,
  plan: loadSchedulePlan,
  savedBy: z.strictObject({ uid: z.string(), email: z.string().nullable() }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Null while it is not enabled. */
  nextRunAt: z.iso.datetime().nullable(),
  lastRun: z
    .strictObject({
      /** When it was due. */
      at: z.iso.datetime(),
      loadTestId: z.string().nullable(),
      /** Why no test came of it. */
      failure: failureRecord.nullable(),
    })
    .nullable(),
});
export type LoadSchedule = z.infer<typeof loadSchedule>;
