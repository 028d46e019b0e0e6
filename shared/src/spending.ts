import { z } from 'zod';
import { costUsdPerHour } from './cost.ts';
import type { DeploymentSpec } from './deployment-spec.ts';
import type { LiveService } from './live-service.ts';

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

/** What a GPU service costs in a day with all its instances busy all the time, in USD. */
export function busyDayUsd(service: { readonly costUsdPerHour: number; readonly maxInstances: number }): number {
  return service.costUsdPerHour * service.maxInstances * HOURS_PER_DAY;
}

/** Whether the cap is held against a deployment: without a GPU of its own it costs by the request, and with the live
 * backend it costs what that costs already. */
export function bringsGpus({ backend, scope }: DeploymentSpec): boolean {
  return backend.gpuType !== null && scope !== 'agent';
}

/** The same for all GPU services once a deployment is live: those of others, and its own. Pure. */
export function busyDayAfterUsd(services: readonly LiveService[], { region, backend }: DeploymentSpec): number {
  const others = services.filter(({ region: place, name }) => place !== region || name !== backend.serviceName);
  const gpus = others.flatMap(({ current }) => (current?.gpuType ? [current] : []));
  const own = backend.gpuType ? [{ costUsdPerHour: costUsdPerHour(backend), maxInstances: backend.maxInstances }] : [];
  return [...gpus, ...own].reduce((sum, service) => sum + busyDayUsd(service), 0);
}
