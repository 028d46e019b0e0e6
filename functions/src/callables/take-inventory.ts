import { costUsdPerHour, Failure, type GpuPrices, type Inventory, REGIONS } from '@proving-ground/shared';
import { createCloudAlerts, type FoundOfPair } from '../alerts/cloud-alerts.ts';
import { REQUIRED_APIS, type RequiredApi } from '../deployments/required-apis.ts';
import { listImages } from '../gcp/artifact-registry.ts';
import { activeBuilds } from '../gcp/cloud-build.ts';
import { listOurServices } from '../gcp/list-services.ts';
import { disabledApis } from '../gcp/service-usage.ts';
import type { Config } from '../platform/config.ts';
import type { DeploymentStore } from '../store/deployment-store.ts';
import type { SettingsStore } from '../store/settings-store.ts';

const MONITORING_API = 'monitoring.googleapis.com';

type RegionFinds = Pick<Inventory, 'services' | 'images' | 'builds'>;

/** Reads from the cloud itself, region by region, what of ours is there: also what no record knows any more. */
export async function takeInventory(input: {
  readonly config: Pick<Config, 'projectId' | 'repository'>;
  readonly deployments: Pick<DeploymentStore, 'service'>;
  readonly settings: Pick<SettingsStore, 'prices'>;
  readonly now: Date;
}): Promise<Inventory> {
  const { config, deployments, settings, now } = input;
  const found: RegionFinds = { services: [], images: [], builds: [] };
  const unread: Inventory['unread'] = [];
  const [disabled, prices] = await Promise.all([
    disabledApis(config.projectId, [...REQUIRED_APIS, MONITORING_API]),
    settings.prices(),
  ]);
  await Promise.all(
    REGIONS.map(async (region) => {
      try {
        const { services, images, builds } = await searchRegion(region, { ...config, disabled, prices }, deployments);
        found.services.push(...services);
        found.images.push(...images);
        found.builds.push(...builds);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        unread.push({ region, why: error.record.message });
      }
    }),
  );
  const alerts = await findAlerts(config.projectId, disabled, deployments).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    unread.push({ region: 'Cloud Monitoring', why: error.record.message });
    return [];
  });
  const byPlace = (one: { readonly region: string }, other: { readonly region: string }) =>
    one.region.localeCompare(other.region);
  return {
    at: now.toISOString(),
    services: found.services.toSorted(byPlace),
    images: found.images.toSorted(byPlace),
    builds: found.builds.toSorted(byPlace),
    alerts: alerts.toSorted(byPlace),
    unread: unread.toSorted(byPlace),
  };
}

/** They belong to the project, not to a region: the region is that of the agent. */
async function findAlerts(
  projectId: string,
  disabled: readonly string[],
  deployments: Pick<DeploymentStore, 'service'>,
): Promise<Inventory['alerts']> {
  if (disabled.includes(MONITORING_API)) return [];
  const cloud = createCloudAlerts(projectId);
  const [policies, checks] = await Promise.all([cloud.policies(), cloud.checks()]);
  const describe = (kind: Inventory['alerts'][number]['kind']) => async (one: FoundOfPair) => ({
    region: one.region,
    name: one.displayName,
    kind,
    isKnown: (await deployments.service(one.region, one.service))?.current != null,
  });
  return await Promise.all([...policies.map(describe('alert policy')), ...checks.map(describe('uptime check'))]);
}

async function searchRegion(
  region: string,
  {
    projectId,
    repository,
    disabled,
    prices,
  }: Pick<Config, 'projectId' | 'repository'> & { readonly disabled: readonly string[]; readonly prices: GpuPrices },
  deployments: Pick<DeploymentStore, 'service'>,
): Promise<RegionFinds> {
  /** An API that is off has nothing of ours, and could not be asked. */
  const ask = async <T>(api: RequiredApi, list: () => Promise<readonly T[]>): Promise<readonly T[]> =>
    disabled.includes(api) ? [] : await list();
  const where = { projectId, region };
  const [services, images, builds] = await Promise.all([
    ask('run.googleapis.com', () => listOurServices(where)),
    ask('artifactregistry.googleapis.com', () => listImages({ ...where, repository })),
    ask('cloudbuild.googleapis.com', () => activeBuilds(where)),
  ]);
  const isLive = async (name: string) => {
    const record = await deployments.service(region, name);
    return record !== null && (record.current !== null || record.activeDeploymentId !== null);
  };
  return {
    services: await Promise.all(
      services.map(async ({ name, url, cpuCount, memoryGiB, gpuType, minInstances }) => ({
        region,
        name,
        url,
        isKnown: await isLive(name),
        gpuType,
        minInstances,
        costUsdPerHour: costUsdPerHour({ cpuCount, memoryGiB, gpuType }, prices),
      })),
    ),
    images: await Promise.all(images.map(async (name) => ({ region, name, isKnown: await isLive(name) }))),
    builds: builds.map(({ buildId, status }) => ({ region, buildId, status })),
  };
}
