import { toTimestamp } from './durations.ts';
import { revisionName } from './resource-names.ts';
import { type ServiceRecord, serviceUrl, tagUrls } from './service-record.ts';
import type { Service } from './wire.ts';

/** Made of the time of the last change by its owner, as Cloud Run's is: a roll-out's progress does not change it. */
export function serviceEtag({ name, updatedAt, generation }: ServiceRecord): string {
  const version = Buffer.from(`${Date.parse(updatedAt)}.${generation}`).toString('base64url');
  return `"${version}/${Buffer.from(name).toString('base64url')}"`;
}

/** A service as the API answers it. */
export function serviceMessage(record: ServiceRecord): Service {
  const { name, latestReadyRevision, latestCreatedRevision } = record;
  const urls = tagUrls(record);
  const uri = serviceUrl(record);
  return {
    ...record.spec,
    name,
    uid: record.uid,
    generation: String(record.generation),
    observedGeneration: String(record.observedGeneration),
    createTime: toTimestamp(record.createdAt),
    updateTime: toTimestamp(record.updatedAt),
    ...(record.deletedAt !== undefined && { deleteTime: toTimestamp(record.deletedAt) }),
    terminalCondition: record.terminalCondition,
    conditions: record.conditions,
    ...(latestReadyRevision && { latestReadyRevision: revisionName(name, latestReadyRevision) }),
    ...(latestCreatedRevision && { latestCreatedRevision: revisionName(name, latestCreatedRevision) }),
    trafficStatuses: record.served.map((target) => {
      const tagUrl = target.tag && urls[target.tag];
      return tagUrl ? { ...target, uri: tagUrl } : target;
    }),
    uri,
    urls: [uri],
    reconciling: record.reconciling,
    etag: serviceEtag(record),
  };
}
