import { z } from 'zod';
import { liveAgentVersion } from '../agent/agent-version.ts';
import { costUsdPerHour, type GpuPrices } from '../spending/cost.ts';
import { modelId } from './model-catalogue.ts';

const currentRevision = z.strictObject({
  deploymentId: z.string(),
  revision: z.string(),
  url: z.url(),
  /** `sha256:…` of the image that runs. */
  digest: z.string(),
  model: modelId,
  since: z.iso.datetime(),
  /** What one busy instance costs, from the dated price table; null when its GPU is not in it. */
  costUsdPerHour: z.number().nullable(),
  cpuCount: z.number(),
  memoryGiB: z.number(),
  gpuType: z.string().nullable(),
  concurrency: z.int(),
  maxInstances: z.int(),
  /** Of an agent; null: its image's own profile. */
  agentVersion: liveAgentVersion.nullable().default(null),
});

/** `services/{region~name}`: what serves now, and which deployment holds the service. */
export const liveService = z.strictObject({
  region: z.string(),
  name: z.string(),
  kind: z.enum(['backend', 'agent']),
  current: currentRevision.nullable(),
  /** The deployment at work on it; a second one is refused until it ends. */
  activeDeploymentId: z.string().nullable(),
});
export type LiveService = z.infer<typeof liveService>;

/** What one busy instance costs in USD per hour, with the prices that owners have entered; null when nobody knows. */
export function liveCostUsdPerHour(current: NonNullable<LiveService['current']>, prices: GpuPrices): number | null {
  return current.costUsdPerHour ?? costUsdPerHour(current, prices);
}
