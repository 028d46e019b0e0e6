import { type DeploymentSpec, Failure } from '@proving-ground/shared';
import { REQUIRED_APIS } from '../deployments/required-apis.ts';
import { repositoryExists } from '../gcp/artifact-registry.ts';
import { isBillingEnabled } from '../gcp/billing.ts';
import { observeService } from '../gcp/cloud-run.ts';
import { missingPermissions } from '../gcp/permissions.ts';
import { gpuQuota, memoryQuotaBytes } from '../gcp/quotas.ts';
import { disabledApis } from '../gcp/service-usage.ts';
import type { Config } from '../platform/config.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import type { NameSight, ProjectSight, Read } from './project-sight.ts';

/** Without each of these some step of every deployment is refused. Of the whole project: what is granted on the bucket alone
 * cannot be asked here. */
const NEEDED_PERMISSIONS = [
  'cloudbuild.builds.create',
  'cloudbuild.builds.get',
  'run.services.create',
  'run.services.update',
  'run.services.setIamPolicy',
  'artifactregistry.repositories.create',
  'artifactregistry.repositories.get',
  'serviceusage.services.enable',
] as const;

/** Reads all that a preflight judges by; what cannot be read is said, not thrown. */
export async function observeProject(
  spec: DeploymentSpec,
  {
    config,
    deployments,
    settings,
  }: {
    readonly config: Pick<Config, 'projectId' | 'repository'>;
    readonly deployments: Pick<DeploymentStore, 'services'>;
    readonly settings: Pick<SettingsStore, 'spending' | 'prices'>;
  },
): Promise<ProjectSight> {
  const { projectId, repository } = config;
  const { region } = spec;
  const where = { projectId, region };
  const nameSight = async (kind: 'backend' | 'agent'): Promise<NameSight> => {
    const { exists, managedByUs } = await observeService({ ...where, serviceName: spec[kind].serviceName });
    if (!exists) return 'free';
    return managedByUs ? 'ours' : 'foreign';
  };
  const [apis, billing, permissions, gpus, memory, names, repositories, services, spending, prices] = await Promise.all(
    [
      read(() => disabledApis(projectId, REQUIRED_APIS)),
      read(() => isBillingEnabled(projectId)),
      read(() => missingPermissions(projectId, NEEDED_PERMISSIONS)),
      read(() => (spec.backend.gpuType ? gpuQuota(where, spec.backend.gpuType) : Promise.resolve(null))),
      read(() => memoryQuotaBytes(where)),
      read(async () => ({ backend: await nameSight('backend'), agent: await nameSight('agent') })),
      read(() => repositoryExists({ ...where, repository })),
      deployments.services(),
      settings.spending(),
      settings.prices(),
    ],
  );
  return {
    disabledApis: apis,
    billingEnabled: billing,
    missingPermissions: permissions,
    gpuQuota: gpus,
    memoryQuotaBytes: memory,
    names,
    repositoryExists: repositories,
    services,
    capUsd: spending?.dailyGpuCapUsd ?? null,
    prices,
  };
}

async function read<T>(ask: () => Promise<T>): Promise<Read<T>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ok: false, why: error.record.message };
  }
}
