import { pageOf } from '../page.ts';
import { parseServiceName } from '../resource-names.ts';
import { revisionMessage } from '../revision-message.ts';
import { requireProject, requireService } from '../rpc-guard.ts';
import type { RunState } from '../run-state.ts';

export interface ListRevisionsRequest {
  readonly parent?: string;
  readonly pageSize?: number;
  readonly pageToken?: string;
}

/** google.cloud.run.v2.Revisions.ListRevisions: newest first; `-` as service lists all of the place. */
export function listRevisions(request: ListRevisionsRequest, state: RunState) {
  const place = parseServiceName(request.parent);
  requireProject(place.projectId, state);
  const prefix = `projects/${place.projectId}/locations/${place.location}/services/`;
  const records =
    place.service === '-'
      ? state.store.list().filter(({ name }) => name.startsWith(prefix))
      : [requireService(place, state)];
  const all = records.flatMap((record) => record.revisions.toReversed().map((revision) => ({ record, revision })));
  const { page, nextPageToken } = pageOf(all, ({ revision }) => revision.uid, request);
  return { revisions: page.map(({ record, revision }) => revisionMessage(record, revision)), nextPageToken };
}
