import { MonitoringError } from '../monitoring/monitoring-error.ts';
import type { Alert } from './alert.ts';
import type { AlertPolicy } from './alert-policy.ts';
import { secondsOf } from './durations.ts';
import type { Alerting } from './open-alerting.ts';
import type { Named } from './resource-store.ts';
import { type ReadSeries, seriesKey, type Violation, violationsOf } from './violations-of.ts';

type Policy = AlertPolicy & Named;

/** An alert that has just opened or closed, with what it is about. */
export interface AlertTurn {
  readonly alert: Alert & Named;
  readonly policy: Policy;
  /** Null when it closes: then nothing is above the threshold. */
  readonly violation: Violation | null;
  readonly condition: AlertPolicy['conditions'][number] | null;
}

const KEPT_ALERTS = 500;

/**
 * Holds the conditions of all policies against what was measured, opens alerts and closes them. A condition is met when
 * each look for as long as its duration has found it violated; how long that has been is forgotten at a restart.
 */
export function createEvaluator(options: {
  readonly alerting: Alerting;
  readonly read: ReadSeries;
  readonly tell: (turn: AlertTurn) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): { readonly evaluate: () => Promise<void> } {
  const { alerting, read, tell, now } = options;
  const { policies, alerts } = alerting;
  const violatedSinceMs = new Map<string, number>();

  function violations(policy: Policy, nowMs: number) {
    return policy.conditions.flatMap((condition) => {
      try {
        return violationsOf(condition.conditionThreshold, read, nowMs).map((violation) => ({ condition, violation }));
      } catch (error) {
        // A metric that is not measured here, such as that of uptime checks, is never violated.
        if (error instanceof MonitoringError) return [];
        throw error;
      }
    });
  }

  return {
    evaluate: async () => {
      const nowMs = now();
      const at = new Date(nowMs).toISOString();
      const met = new Map<string, Pick<AlertTurn, 'policy' | 'violation' | 'condition'>>();
      const violated = new Set<string>();
      for (const policy of policies.list().filter(({ enabled }) => enabled)) {
        for (const { condition, violation } of violations(policy, nowMs)) {
          const key = `${policy.name} ${seriesKey(violation)}`;
          violated.add(key);
          const sinceMs = violatedSinceMs.get(key) ?? nowMs;
          violatedSinceMs.set(key, sinceMs);
          const heldMs = secondsOf(condition.conditionThreshold.duration) * 1_000;
          if (nowMs - sinceMs >= heldMs) met.set(key, { policy, condition, violation });
        }
      }
      for (const key of violatedSinceMs.keys()) if (!violated.has(key)) violatedSinceMs.delete(key);

      const open = new Map(
        alerts
          .list()
          .flatMap((alert) => (alert.state === 'OPEN' ? [[`${alert.policy.name} ${seriesKey(alert)}`, alert]] : [])),
      );
      for (const [key, { policy, condition, violation }] of met) {
        if (open.has(key) || !violation) continue;
        const { name, displayName, userLabels, severity } = policy;
        const { metric, resource } = violation;
        const snapshot = { name, displayName, userLabels, ...(severity ? { severity } : {}) };
        const alert = await alerts.add({ state: 'OPEN', openTime: at, resource, metric, policy: snapshot });
        tell({ alert, policy, condition, violation });
      }
      for (const [key, alert] of open) {
        if (met.has(key)) continue;
        const closed = { ...alert, state: 'CLOSED' as const, closeTime: at };
        await alerts.replace(closed);
        const policy = policies.get(alert.policy.name);
        if (policy) tell({ alert: closed, policy, condition: null, violation: null });
      }
      const surplus = alerts
        .list()
        .filter(({ state }) => state === 'CLOSED')
        .slice(0, Math.max(alerts.list().length - KEPT_ALERTS, 0));
      if (surplus.length > 0) await alerts.remove(surplus.map(({ name }) => name));
    },
  };
}
