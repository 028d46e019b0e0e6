import { z } from 'zod';
import type { LoadTestTarget } from './load-test-target.ts';

/** Between one instance of each service and as many as each may have; nobody tells which of both it was. */
export const loadCost = z.strictObject({ low: z.number(), high: z.number() });
export type LoadCost = z.infer<typeof loadCost>;

const SECONDS_PER_HOUR = 3_600;

/** What keeping the tested services busy for that long costs in USD, by the dated price table. */
export function loadCostUsd({ agent, backend }: Pick<LoadTestTarget, 'agent' | 'backend'>, seconds: number): LoadCost {
  const services = backend ? [agent, backend] : [agent];
  const sum = (instances: (service: (typeof services)[number]) => number) =>
    services.reduce((total, service) => total + service.costUsdPerHour * instances(service), 0);
  const hours = seconds / SECONDS_PER_HOUR;
  return { low: sum(() => 1) * hours, high: sum(({ maxInstances }) => maxInstances) * hours };
}
