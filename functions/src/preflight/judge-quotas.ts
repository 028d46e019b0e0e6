import { type DeploymentSpec, GPU_TYPES, type GpuType, type LiveService } from '@proving-ground/shared';
import type { ProjectSight } from './project-sight.ts';
import { judged, ok, type Verdict } from './verdict.ts';

const BYTES_PER_GIB = 1_024 ** 3;

/** A release needs room for both pairs while the new one is verified. */
export function judgeGpuQuota(spec: DeploymentSpec, { gpuQuota, services }: ProjectSight): Verdict {
  const { region, backend, scope } = spec;
  if (!backend.gpuType) return ok('No GPU is asked for.');
  if (scope === 'agent') return ok('The live backend keeps its GPU.');
  const { gpuType } = backend;
  const { label } = GPU_TYPES[gpuType];
  return judged(gpuQuota, 'roles/cloudquotas.viewer', (quota) => {
    if (quota === null) {
      return {
        status: 'warning',
        message: `Google names no quota of ${label} for ${region}; the first deployment in a region is often given some.`,
        fix: 'Deploy; if Cloud Run refuses, ask for quota in the Google Cloud console, or choose a backend without a GPU.',
      };
    }
    if (quota < backend.maxInstances) {
      return {
        status: 'blocked',
        message: `${backend.maxInstances} instances with an ${label} each are asked for; the quota in ${region} is ${quota}.`,
        fix: `Ask for ${label} quota (without zonal redundancy) in the Google Cloud console, or choose a backend without a GPU.`,
      };
    }
    const serving = liveGpus(services, region, gpuType);
    const isTooLittle = quota < backend.maxInstances + serving;
    if (isTooLittle && comparesPairs(spec, services)) {
      return {
        status: 'blocked',
        message: `The load gate keeps both pairs up, and the quota of ${quota} × ${label} in ${region} does not hold the ${serving} that serve and ${backend.maxInstances} more: each pair would be measured waiting for the other's GPU.`,
        fix: 'Ask for more quota in the Google Cloud console, lower the most instances, or deploy without the load gate.',
      };
    }
    if (isTooLittle) {
      return {
        status: 'warning',
        message: `The quota of ${quota} × ${label} in ${region} does not hold the ${serving} that serve and ${backend.maxInstances} more at once.`,
        fix: 'The verification may have to wait until the pair that serves is idle. More quota takes that away.',
      };
    }
    return ok(`The quota of ${quota} × ${label} in ${region} is enough, also while both pairs are up.`);
  });
}

/** All instances of the pair that is asked for, at once. */
export function judgeMemoryQuota(
  { region, backend, agent }: DeploymentSpec,
  { memoryQuotaBytes }: ProjectSight,
): Verdict {
  return judged(memoryQuotaBytes, 'roles/cloudquotas.viewer', (bytes) => {
    if (bytes === null) return ok('Google names no memory quota for the region.');
    const quotaGiB = bytes / BYTES_PER_GIB;
    const neededGiB = backend.memoryGiB * backend.maxInstances + agent.memoryGiB * agent.maxInstances;
    if (neededGiB <= quotaGiB) return ok(`${neededGiB} of ${Math.round(quotaGiB)} GiB of memory in ${region}.`);
    return {
      status: 'blocked',
      message: `Up to ${neededGiB} GiB of memory are asked for; the quota in ${region} is ${Math.round(quotaGiB)} GiB.`,
      fix: 'Lower the most instances or the memory, or ask for more quota in the Google Cloud console.',
    };
  });
}

/** Whether a load gate has a pair to compare the new one with. */
function comparesPairs({ gate, region, backend }: DeploymentSpec, services: readonly LiveService[]): boolean {
  return (
    gate !== null &&
    services.some((service) => service.region === region && service.name === backend.serviceName && service.current)
  );
}

function liveGpus(services: readonly LiveService[], region: string, gpuType: GpuType): number {
  return services
    .filter((service) => service.region === region)
    .reduce((sum, { current }) => sum + (current?.gpuType === gpuType ? current.maxInstances : 0), 0);
}
