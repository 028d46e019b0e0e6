import { z } from 'zod';
import { failureRecord } from '../failure.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { deploymentId } from './deployment-id.ts';
import { deploymentSpec } from './deployment-spec.ts';
import { GPU_TYPES, hasGpuIn } from './gpu-types.ts';
import { REGIONS } from './service-defaults.ts';

export const releaseId = deploymentId;

/** Where one release goes, each region once. */
export const releaseRegions = z
  .array(z.enum(REGIONS))
  .min(1, 'Choose at least one region.')
  .max(REGIONS.length)
  .refine((regions) => new Set(regions).size === regions.length, 'Name each region once.');

/** On every deployment of a release in more than one region: which one, and where else it goes. */
export const releaseGroup = z.strictObject({ id: releaseId, regions: z.array(z.string()).min(1) });
export type ReleaseGroup = z.infer<typeof releaseGroup>;

/** One spec for several regions; `spec.region` names one of them. */
export const releaseRequest = z
  .strictObject({ idempotencyKey, regions: releaseRegions, spec: deploymentSpec.prefault({}) })
  .check((context) => {
    const { regions, spec } = context.value;
    const refuse = (path: string[], message: string) =>
      context.issues.push({ code: 'custom', input: context.value, path, message });
    if (!regions.includes(spec.region)) refuse(['spec', 'region'], `${spec.region} is not among the regions.`);
    const { gpuType } = spec.backend;
    for (const region of gpuType ? regions : []) {
      if (gpuType && !hasGpuIn(region, gpuType)) {
        refuse(
          ['regions'],
          `${region} has no ${GPU_TYPES[gpuType].label}; ${GPU_TYPES[gpuType].regions.join(', ')} do.`,
        );
      }
    }
  });

const regionDeployment = z.strictObject({ region: z.string(), deploymentId });

export const releaseStarted = z.strictObject({
  releaseId,
  created: z.boolean(),
  deployments: z.array(regionDeployment),
});

/** A rollback goes on where it can: each region stands for itself. */
export const releaseRolledBack = z.strictObject({
  releaseId,
  deployments: z.array(regionDeployment),
  refused: z.array(z.strictObject({ region: z.string(), failure: failureRecord })),
});
