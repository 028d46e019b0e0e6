import { randomUUID } from 'node:crypto';
import grpc from '@grpc/grpc-js';
import { packAny } from '../../grpc/descriptors.ts';
import { RpcError } from '../../grpc/rpc.ts';
import { toTimestamp } from '../durations.ts';
import { parseRevisionName } from '../resource-names.ts';
import { revisionEtag, revisionMessage } from '../revision-message.ts';
import { requireEtag, requireRevision } from '../rpc-guard.ts';
import type { RunState } from '../run-state.ts';
import { reachableRevisions } from '../traffic.ts';

export interface DeleteRevisionRequest {
  readonly name?: string;
  readonly validateOnly?: boolean;
  readonly etag?: string;
}

/** google.cloud.run.v2.Revisions.DeleteRevision: only what serves nothing and is not the newest. */
export async function deleteRevision(request: DeleteRevisionRequest, state: RunState) {
  const place = parseRevisionName(request.name);
  const { record, revision } = requireRevision(place, state);
  requireEtag(request.etag, revisionEtag(revision), request.name ?? '');
  if (revision.name === record.latestCreatedRevision || reachableRevisions(record).has(revision.name)) {
    throw new RpcError(
      grpc.status.FAILED_PRECONDITION,
      `Revision '${revision.name}' cannot be deleted: it is the latest created revision or serves traffic.`,
    );
  }
  if (!request.validateOnly) {
    await state.runtime.drop(record, revision);
    await state.store.change(record.name, (current) => ({
      ...current,
      revisions: current.revisions.filter(({ name }) => name !== revision.name),
    }));
  }
  const gone = { ...revisionMessage(record, revision), deleteTime: toTimestamp(state.now().toISOString()) };
  const any = packAny('run', 'google.cloud.run.v2.Revision', gone);
  return state.operations.put({
    name: `projects/${place.projectId}/locations/${place.location}/operations/${randomUUID()}`,
    done: true,
    metadata: any,
    response: any,
  });
}
