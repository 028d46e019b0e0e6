import { type LoadSchedulePlan, nextRuns } from '@proving-ground/shared';

/** When a schedule is due next; null while it is not enabled, or when no day matches any more. Pure. */
export function nextRunAt(plan: Pick<LoadSchedulePlan, 'cron' | 'timeZone' | 'enabled'>, after: Date): string | null {
  return plan.enabled ? (nextRuns(plan, after, 1)[0]?.toISOString() ?? null) : null;
}
