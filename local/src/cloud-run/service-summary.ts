import { parseServiceName } from './resource-names.ts';
import { type ServiceRecord, serviceUrl, tagUrls } from './service-record.ts';

/** A service in one line of a table. */
export interface ServiceSummary {
  readonly service: string;
  readonly region: string;
  readonly url: string;
  readonly tagUrls: Readonly<Record<string, string>>;
  readonly state: 'reconciling' | 'ready' | 'failed';
  readonly revision: string | null;
}

export function summarize(record: ServiceRecord): ServiceSummary {
  const { location, service } = parseServiceName(record.name);
  const succeeded = record.terminalCondition.state === 'CONDITION_SUCCEEDED';
  return {
    service,
    region: location,
    url: serviceUrl(record),
    tagUrls: tagUrls(record),
    state: record.reconciling ? 'reconciling' : succeeded ? 'ready' : 'failed',
    revision: record.latestReadyRevision,
  };
}
