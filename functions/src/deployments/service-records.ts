import { costUsdPerHour, type Deployment, isTerminal, type LiveService, servicePath } from '@proving-ground/shared';
import type { ImageKind } from '../gcp/source-archive.ts';

export const IMAGE_KINDS = ['backend', 'agent'] as const satisfies readonly ImageKind[];

/** Where the record of one of a deployment's two services lies. */
export function serviceRecordPath({ spec }: Deployment, kind: ImageKind): string {
  return servicePath(spec.region, spec[kind].serviceName);
}

/** The record of a service that no deployment has held yet. */
export function newServiceRecord({ spec }: Deployment, kind: ImageKind): LiveService {
  return { region: spec.region, name: spec[kind].serviceName, kind, current: null, activeDeploymentId: null };
}

/** What a deployment that has ended leaves in a service's record: its hold is gone, and if it is live it serves. Pure. */
export function serviceRecordAfter(deployment: Deployment, kind: ImageKind, before: LiveService): LiveService {
  if (!isTerminal(deployment.status)) return before;
  const released = before.activeDeploymentId === deployment.id ? null : before.activeDeploymentId;
  return {
    ...before,
    activeDeploymentId: released,
    current: isRemoved(deployment, kind) ? null : (currentRevision(deployment, kind) ?? before.current),
  };
}

/** However the deletion ended: what it has removed serves no more. */
function isRemoved({ kind: deploymentKind, steps }: Deployment, kind: ImageKind): boolean {
  return deploymentKind === 'delete' && steps[kind === 'agent' ? 'removeAgent' : 'removeBackend'].status === 'done';
}

function currentRevision(deployment: Deployment, kind: ImageKind): LiveService['current'] {
  const { status, endedAt } = deployment;
  return status === 'live' && endedAt ? revisionOf(deployment, kind, endedAt) : null;
}

/** What the record of a service says of a deployment's revision once it serves; null while it is not there. Pure. */
export function revisionOf(deployment: Deployment, kind: ImageKind, since: string): LiveService['current'] {
  const { spec, id } = deployment;
  const image = deployment.builds[kind]?.imageByDigest;
  const revision = deployment.revisions[kind];
  if (!image || !revision?.url) return null;
  const resources = spec[kind];
  const gpuType = kind === 'backend' ? spec.backend.gpuType : null;
  return {
    deploymentId: id,
    revision: revision.revision,
    url: revision.url,
    digest: image.slice(image.indexOf('@') + 1),
    model: spec.model,
    since,
    costUsdPerHour: costUsdPerHour({ ...resources, gpuType }),
    cpuCount: resources.cpuCount,
    memoryGiB: resources.memoryGiB,
    gpuType,
    concurrency: resources.concurrency,
    maxInstances: resources.maxInstances,
    agentVersion: kind === 'agent' ? liveVersion(deployment) : null,
  };
}

function liveVersion({ agentVersion }: Deployment): NonNullable<LiveService['current']>['agentVersion'] {
  if (!agentVersion) return null;
  const { version, profile } = agentVersion;
  return { version, name: profile.name, questions: profile.questions };
}
