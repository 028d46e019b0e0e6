import { parseRevisionName } from '../resource-names.ts';
import { revisionMessage } from '../revision-message.ts';
import { requireRevision } from '../rpc-guard.ts';
import type { RunState } from '../run-state.ts';

/** google.cloud.run.v2.Revisions.GetRevision */
export function getRevision(request: { readonly name?: string }, state: RunState) {
  const { record, revision } = requireRevision(parseRevisionName(request.name), state);
  return revisionMessage(record, revision);
}
