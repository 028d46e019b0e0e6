import { z } from 'zod';
import { serviceName } from '../deployment/cloud-run-rules.ts';
import { type LiveService, liveCostUsdPerHour } from '../deployment/live-service.ts';
import { modelId } from '../deployment/model-catalogue.ts';
import { REGIONS } from '../deployment/service-defaults.ts';
import type { GpuPrices } from '../spending/cost.ts';

/** What a caller names: a service of ours, never a URL. */
export const loadTargetName = z.strictObject({
  region: z.enum(REGIONS),
  agentServiceName: serviceName,
});
export type LoadTargetName = z.infer<typeof loadTargetName>;

const testedService = z.strictObject({
  name: z.string(),
  revision: z.string(),
  digest: z.string(),
  cpuCount: z.number(),
  memoryGiB: z.number(),
  gpuType: z.string().nullable(),
  concurrency: z.int(),
  maxInstances: z.int(),
  /** One busy instance; null when its GPU has no price that is known. */
  costUsdPerHour: z.number().nullable(),
});
export type TestedService = z.infer<typeof testedService>;

/** The very images, revisions and sizes that a load test is about. */
export const loadTestTarget = z.strictObject({
  region: z.string(),
  deploymentId: z.string(),
  model: modelId,
  /** From our own record of the service. */
  url: z.url(),
  /** The service's own URL where `url` is that of one of its tags: a token names the service. */
  audienceUrl: z.url().nullable().default(null),
  agent: testedService,
  /** Null when the deployment's backend is not live any more. */
  backend: testedService.nullable(),
});
export type LoadTestTarget = z.infer<typeof loadTestTarget>;

/** `loadTargets/{region~name}`: what is at work on a service, and which test others are compared with. */
export const loadTargetRecord = z.strictObject({
  region: z.string(),
  name: z.string(),
  activeLoadTestId: z.string().nullable(),
  /** The capacity search that holds the service from its first step to its last; its own tests alone may start. */
  activeSearchId: z.string().nullable().default(null),
  baselineLoadTestId: z.string().nullable(),
});
export type LoadTargetRecord = z.infer<typeof loadTargetRecord>;

/** The target that the records of two live services make, with what owners say GPUs cost; null while the agent is not
 * live. */
export function loadTestTargetOf(
  agent: LiveService,
  backend: LiveService | null,
  prices: GpuPrices = {},
): LoadTestTarget | null {
  if (agent.kind !== 'agent' || agent.current === null) return null;
  const { deploymentId, model, url } = agent.current;
  // A backend that another deployment has taken over is not what this agent was deployed with.
  const isItsOwn = backend?.current?.deploymentId === deploymentId;
  return {
    region: agent.region,
    deploymentId,
    model,
    url,
    audienceUrl: null,
    agent: testedServiceOf(agent.name, agent.current, prices),
    backend: isItsOwn && backend.current ? testedServiceOf(backend.name, backend.current, prices) : null,
  };
}

function testedServiceOf(name: string, current: NonNullable<LiveService['current']>, prices: GpuPrices): TestedService {
  const { revision, digest, cpuCount, memoryGiB, gpuType, concurrency, maxInstances } = current;
  const costUsdPerHour = liveCostUsdPerHour(current, prices);
  return { name, revision, digest, cpuCount, memoryGiB, gpuType, concurrency, maxInstances, costUsdPerHour };
}
