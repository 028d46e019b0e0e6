import type { AlertSettings, AlertStatus, SpendingSettings } from '@proving-ground/shared';

/** The rules that hold: what an alert about spending goes by is the owner's limit, else the cap on GPU spending. */
export type AlertRules = AlertStatus['rules'];

export function alertRules(settings: AlertSettings, spending: SpendingSettings | null): AlertRules {
  const { enabled, p95Seconds, errorRate, dailyUsd } = settings;
  return { enabled, p95Seconds, errorRate, dailyUsd: dailyUsd ?? spending?.dailyGpuCapUsd ?? null };
}
