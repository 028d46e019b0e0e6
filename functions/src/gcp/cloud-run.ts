import type { protos } from '@google-cloud/run';
import { Failure } from '@proving-ground/shared';
import { callApi } from '../platform/failure-mapping.ts';
import { ONE_TRY, servicesClient } from './clients.ts';

export const RUN_API = 'Cloud Run';
export type RunService = protos.google.cloud.run.v2.IService;
type RunTraffic = protos.google.cloud.run.v2.ITrafficTarget[];

export interface ServicePlace {
  readonly projectId: string;
  readonly region: string;
  readonly serviceName: string;
}

/** One line of a service's split; Cloud Run wants every revision named. */
export interface TrafficTarget {
  readonly revision: string;
  readonly percent: number;
  readonly tag: string | null;
}

/** A line of the split as it is in effect. */
export interface ObservedTraffic extends TrafficTarget {
  /** Where the tagged revision alone answers. */
  readonly url: string | null;
}

/** A service as the orchestrator sees it. */
export interface ObservedService {
  readonly exists: boolean;
  readonly managedByUs: boolean;
  readonly etag: string;
  /** The revision name in the newest template, which a deployment names after itself. */
  readonly templateRevision: string | null;
  readonly latestReadyRevision: string | null;
  readonly reconciling: boolean;
  /** On its way out. */
  readonly deleting: boolean;
  /** CONDITION_SUCCEEDED, CONDITION_FAILED, ... */
  readonly state: string;
  readonly message: string;
  readonly url: string | null;
  /** As it is in effect, which is later than it was asked for. */
  readonly traffic: readonly ObservedTraffic[];
}

/** On every service of ours: one that lacks it is somebody else's and is never touched. */
export const MANAGED_LABEL = { 'managed-by': 'proving-ground' } as const;

const ABSENT: ObservedService = {
  exists: false,
  managedByUs: false,
  etag: '',
  templateRevision: null,
  latestReadyRevision: null,
  reconciling: false,
  deleting: false,
  state: '',
  message: '',
  url: null,
  traffic: [],
};

/** The name of a service in the words of the API. */
export function serviceResource({ projectId, region, serviceName }: ServicePlace): string {
  return `projects/${projectId}/locations/${region}/services/${serviceName}`;
}

/** Reads a service; one that is not there is an answer, not an error. */
export async function observeService(place: ServicePlace): Promise<ObservedService> {
  const client = await servicesClient();
  try {
    const [service] = await callApi(RUN_API, () => client.getService({ name: serviceResource(place) }, ONE_TRY));
    const latestReadyRevision = service.latestReadyRevision?.split('/').at(-1) ?? null;
    return {
      exists: true,
      managedByUs: service.labels?.['managed-by'] === MANAGED_LABEL['managed-by'],
      etag: service.etag ?? '',
      templateRevision: service.template?.revision ?? null,
      latestReadyRevision,
      reconciling: service.reconciling ?? false,
      deleting: Boolean(service.deleteTime),
      state: String(service.terminalCondition?.state ?? ''),
      message: service.terminalCondition?.message ?? '',
      url: service.uri ?? null,
      traffic: (service.trafficStatuses ?? []).map(({ revision, percent, tag, uri }) => ({
        // Of a split that follows the newest revision: whichever that is now.
        revision: revision || latestReadyRevision || '',
        percent: percent ?? 0,
        tag: tag || null,
        url: uri || null,
      })),
    };
  } catch (error) {
    if (error instanceof Failure && error.record.code === 'not-found') return ABSENT;
    throw error;
  }
}

/** Creates or replaces the service; refused by Cloud Run when it changed since `etag` was read. */
export async function applyService(place: ServicePlace, service: RunService, etag: string): Promise<void> {
  const client = await servicesClient();
  await callApi(RUN_API, () =>
    client.updateService(
      { allowMissing: true, service: { ...service, name: serviceResource(place), ...(etag ? { etag } : {}) } },
      ONE_TRY,
    ),
  );
}

/** Changes the split alone; refused when the service changed since `etag` was read. */
export async function applyTraffic(place: ServicePlace, traffic: RunTraffic, etag: string): Promise<void> {
  const client = await servicesClient();
  const name = serviceResource(place);
  await callApi(RUN_API, async () => {
    // Sent back as it is: the mask keeps it from being changed, but a service without a template is refused.
    const [{ template }] = await client.getService({ name }, ONE_TRY);
    await client.updateService(
      { service: { name, template: template ?? null, traffic, etag }, updateMask: { paths: ['traffic'] } },
      ONE_TRY,
    );
  });
}

/** Asks for a service to be deleted with all its revisions and bindings; one that is not there is fine. */
export async function deleteService(place: ServicePlace): Promise<void> {
  const client = await servicesClient();
  try {
    await callApi(RUN_API, () => client.deleteService({ name: serviceResource(place) }, ONE_TRY));
  } catch (error) {
    if (!(error instanceof Failure && error.record.code === 'not-found')) throw error;
  }
}

/** The split in Cloud Run's own words. */
export function toRunTraffic(targets: readonly TrafficTarget[]): RunTraffic {
  return targets.map(({ revision, percent, tag }) => ({
    type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION' as const,
    revision,
    percent,
    ...(tag && { tag }),
  }));
}
