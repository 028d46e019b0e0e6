import { cloudBuildClient, servicesClient } from '../functions/src/gcp/clients.ts';
import type { Config } from '../functions/src/platform/config.ts';
import type { WholeCloud } from '../local/src/testing/whole-cloud.ts';
import type { Deployment } from '../shared/src/index.ts';

const PERMISSION_DENIED = 7;
const KINDS = ['backend', 'agent'] as const;

/** What is in the cloud of a deployment, asked over the network like everything else. */
export async function seeCloud({ id, pairOf, spec }: Deployment, config: Pick<Config, 'projectId'>, cloud: WholeCloud) {
  const { projectId } = config;
  const parent = `projects/${projectId}/locations/${spec.region}`;
  const builds = await cloudBuildClient();
  const services = await servicesClient();
  // A deployment may end before an API is enabled: there is nothing then.
  const [found] = await builds.listBuilds({ parent, projectId, filter: 'tags="proving-ground"' }).catch(noneIfDisabled);
  const tags = found.flatMap((build) => build.tags ?? []).filter((tag) => tag.startsWith(`pg-${id}-`));
  const [running] = await services.listServices({ parent }).catch(noneIfDisabled);
  return {
    /** One for each build of the deployment. */
    buildTags: tags.toSorted(),
    services: await Promise.all(
      KINDS.map(async (kind) => {
        const name = `${parent}/services/${spec[kind].serviceName}`;
        const service = running.find((each) => each.name === name);
        const statuses = service?.trafficStatuses ?? [];
        const [policy] = service ? await services.getIamPolicy({ resource: name }) : [null];
        const ours = (service ? await cloud.revisionsOf(name) : []).filter((revision) =>
          revision.endsWith((pairOf ?? id).slice(0, 8)),
        );
        return {
          kind,
          exists: service !== undefined,
          ownRevisions: ours.length,
          percents: statuses.map(({ percent }) => percent ?? 0),
          serving: statuses.find(({ percent }) => percent === 100)?.revision ?? null,
          hasInvoker: (policy?.bindings ?? []).some(({ role }) => role === 'roles/run.invoker'),
        };
      }),
    ),
  };
}

export type CloudSight = Awaited<ReturnType<typeof seeCloud>>;

function noneIfDisabled(error: unknown): [[]] {
  if ((error as { readonly code?: unknown }).code === PERMISSION_DENIED) return [[]];
  throw error;
}
