import type { Deployment } from '@proving-ground/shared';
import { imagesExist } from '../gcp/artifact-registry.ts';
import { type ObservedService, observeService } from '../gcp/cloud-run.ts';
import { revisionLogTail } from '../gcp/service-log.ts';
import type { ImageKind } from '../gcp/source-archive.ts';
import type { Config } from '../platform/config.ts';
import { LOG_TAIL_LINES, type Observation, type Observed } from './observation.ts';
import { revisionName } from './service-request.ts';

/** Each service and the one account that is to call it. */
export function invokersOf(kind: ImageKind, deployment: Deployment, config: Config) {
  const { agent, functions } = config.serviceAccounts;
  return [place(kind, deployment, config), kind === 'backend' ? agent : functions] as const;
}

/** Where one of the deployment's services lies. */
export function place(kind: ImageKind, { spec }: Deployment, { projectId }: Config) {
  return { projectId, region: spec.region, serviceName: spec[kind].serviceName };
}

/** Both services as they are. */
export async function observePair(deployment: Deployment, config: Config): Promise<Partial<Observation>> {
  const [backend, agent] = await Promise.all([
    observeService(place('backend', deployment, config)),
    observeService(place('agent', deployment, config)),
  ]);
  return { services: { backend: { value: backend, logTail: [] }, agent: { value: agent, logTail: [] } } };
}

/** Whether images of either name are there. */
export async function observeImages(
  { spec }: Deployment,
  { projectId, repository }: Config,
): Promise<Record<ImageKind, boolean>> {
  const where = { projectId, region: spec.region, repository };
  const [backend, agent] = await Promise.all([
    imagesExist(where, spec.backend.serviceName),
    imagesExist(where, spec.agent.serviceName),
  ]);
  return { backend, agent };
}

/** One service, with the last words of a revision that did not come up. */
export async function observeRollOut(
  kind: ImageKind,
  deployment: Deployment,
  config: Config,
): Promise<Observed<ObservedService>> {
  const where = place(kind, deployment, config);
  const value = await observeService(where);
  const wanted = revisionName(where.serviceName, deployment.id);
  const failed = value.templateRevision === wanted && !value.reconciling && value.state === 'CONDITION_FAILED';
  if (!failed) return { value, logTail: [] };
  const { projectId, serviceName } = where;
  return { value, logTail: await revisionLogTail({ projectId, serviceName, revision: wanted, lines: LOG_TAIL_LINES }) };
}
