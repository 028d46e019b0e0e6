import grpc from '@grpc/grpc-js';
import { notFound, RpcError } from '../grpc/rpc.ts';
import { revisionName, type ServicePlace, serviceName } from './resource-names.ts';
import type { RunState } from './run-state.ts';
import { findRevision, type RevisionRecord, type ServiceRecord } from './service-record.ts';

/** @throws RpcError PERMISSION_DENIED for a project that is not this machine's. */
export function requireProject(projectId: string, state: Pick<RunState, 'projectId'>): void {
  if (projectId === state.projectId) return;
  throw new RpcError(grpc.status.PERMISSION_DENIED, `Permission denied on resource project ${projectId}.`);
}

/** @throws RpcError NOT_FOUND in Cloud Run's words. */
export function requireService(place: ServicePlace, state: RunState): ServiceRecord {
  requireProject(place.projectId, state);
  const record = state.store.get(serviceName(place));
  if (record) return record;
  throw notFound(
    `Resource '${place.service}' of kind 'SERVICE' in region '${place.location}' in project '${place.projectId}' does not exist.`,
  );
}

/** @throws RpcError NOT_FOUND when the service or the revision is not there. */
export function requireRevision(
  place: ServicePlace & { readonly revision: string },
  state: RunState,
): { readonly record: ServiceRecord; readonly revision: RevisionRecord } {
  const record = requireService(place, state);
  const revision = findRevision(record, place.revision);
  if (revision) return { record, revision };
  throw notFound(`Resource '${revisionName(record.name, place.revision)}' of kind 'REVISION' does not exist.`);
}

/** @throws RpcError ABORTED when somebody else changed the resource since the caller read it. */
export function requireEtag(sent: string | undefined, current: string, name: string): void {
  if (!sent || sent === current) return;
  throw new RpcError(
    grpc.status.ABORTED,
    `Conflict for resource '${name}': etag ${sent} was specified but the current etag is ${current}. Read it again and repeat the change.`,
  );
}
