import type { ObservedService } from '../gcp/cloud-run.ts';

/** What Cloud Run tells of a service that is ready. */
export function anObservedService(revision: string, wishes: Partial<ObservedService> = {}): ObservedService {
  return {
    exists: true,
    managedByUs: true,
    etag: '"etag-1"',
    templateRevision: revision,
    latestReadyRevision: revision,
    reconciling: false,
    deleting: false,
    state: 'CONDITION_SUCCEEDED',
    message: '',
    url: 'https://service.example.test',
    traffic: [{ revision, percent: 100, tag: null, url: null }],
    ...wishes,
  };
}
