import { z } from 'zod';
import type { DeploymentSpec } from '../deployment/deployment-spec.ts';
import { type LiveService, liveCostUsdPerHour } from '../deployment/live-service.ts';
import { costUsdPerHour, type GpuPrices, sumKnown } from './cost.ts';

const HOURS_PER_DAY = 24;

/** At most what GPU services may cost in a day if they are busy all day long; null: no cap. */
export const dailyGpuCapUsd = z.number().min(0).max(100_000).nullable();

/** `settings/spending`: set by an owner, held against every deployment with a GPU. */
export const spendingSettings = z.strictObject({
  dailyGpuCapUsd,
  setBy: z.strictObject({ uid: z.string(), email: z.string().nullable() }),
  setAt: z.iso.datetime(),
});
export type SpendingSettings = z.infer<typeof spendingSettings>;

/** Whether the cap is held against a deployment: without a GPU of its own it costs by the request, and with the live
 * backend it costs what that costs already. */
export function bringsGpus({ backend, scope }: DeploymentSpec): boolean {
  return backend.gpuType !== null && scope !== 'agent';
}

/**
 * What all GPU services cost in a day with all their instances busy all the time, in USD, once the deployments are live:
 * those of others, and their own. Null when the price of one is not known. Pure.
 */
export function busyDayAfterUsd(
  services: readonly LiveService[],
  specs: readonly DeploymentSpec[],
  prices: GpuPrices,
): number | null {
  const isReplaced = ({ region, name }: LiveService) =>
    specs.some((spec) => spec.region === region && spec.backend.serviceName === name);
  const others = services.flatMap((service) =>
    service.current?.gpuType && !isReplaced(service) ? [service.current] : [],
  );
  const own = specs.flatMap(({ backend }) => (backend.gpuType ? [backend] : []));
  const hourly = sumKnown([
    ...others.map((current) => timesInstances(liveCostUsdPerHour(current, prices), current)),
    ...own.map((backend) => timesInstances(costUsdPerHour(backend, prices), backend)),
  ]);
  return hourly === null ? null : hourly * HOURS_PER_DAY;
}

function timesInstances(usdPerHour: number | null, { maxInstances }: { readonly maxInstances: number }): number | null {
  return usdPerHour === null ? null : usdPerHour * maxInstances;
}
