import { callApi } from '../platform/failure-mapping.ts';
import { ONE_TRY, servicesClient } from './clients.ts';
import { MANAGED_LABEL, RUN_API } from './cloud-run.ts';

export interface ListedService {
  readonly name: string;
  readonly url: string | null;
  readonly cpuCount: number;
  readonly memoryGiB: number;
  readonly gpuType: string | null;
  readonly minInstances: number;
}

/** Services in a region that carry our label, whatever our records say. */
export async function listOurServices(place: {
  readonly projectId: string;
  readonly region: string;
}): Promise<readonly ListedService[]> {
  const client = await servicesClient();
  const parent = `projects/${place.projectId}/locations/${place.region}`;
  const [services] = await callApi(RUN_API, () => client.listServices({ parent }, ONE_TRY));
  return services
    .filter(({ labels }) => labels?.['managed-by'] === MANAGED_LABEL['managed-by'])
    .map(({ name, uri, template, scaling }) => {
      const limits = template?.containers?.[0]?.resources?.limits ?? {};
      return {
        name: name?.split('/').at(-1) ?? '',
        url: uri ?? null,
        cpuCount: Number(limits['cpu'] ?? 1),
        memoryGiB: gibOf(limits['memory'] ?? '512Mi'),
        gpuType: template?.nodeSelector?.accelerator ?? null,
        minInstances: Math.max(template?.scaling?.minInstanceCount ?? 0, scaling?.minInstanceCount ?? 0),
      };
    });
}

/** As we write it ourselves: whole Gi or Mi. */
function gibOf(memory: string): number {
  const amount = Number.parseFloat(memory);
  return memory.endsWith('Mi') ? amount / 1_024 : amount;
}
