import { reconciling } from '../conditions.ts';
import { toTimestamp } from '../durations.ts';
import { removeService } from '../remove-service.ts';
import { parseServiceName } from '../resource-names.ts';
import { requireEtag, requireService } from '../rpc-guard.ts';
import type { RunState } from '../run-state.ts';
import { serviceEtag, serviceMessage } from '../service-message.ts';
import { finishedOperation, serviceOperation } from '../service-operation.ts';

export interface DeleteServiceRequest {
  readonly name?: string;
  readonly validateOnly?: boolean;
  readonly etag?: string;
}

/** google.cloud.run.v2.Services.DeleteService */
export async function deleteService(request: DeleteServiceRequest, state: RunState) {
  const record = requireService(parseServiceName(request.name), state);
  const { name } = record;
  requireEtag(request.etag, serviceEtag(record), name);
  const at = state.now().toISOString();
  const deleted = { ...serviceMessage(record), deleteTime: toTimestamp(at), reconciling: false };
  if (request.validateOnly) return finishedOperation(name, deleted, state);

  const leaving = {
    ...record,
    deletedAt: at,
    reconciling: true,
    terminalCondition: reconciling('Ready', at, 'Deleting the service.'),
  };
  await state.store.put(leaving);
  const work = async () => {
    await removeService(name, state);
    return { ...deleted, terminalCondition: { ...leaving.terminalCondition, state: 'CONDITION_SUCCEEDED' as const } };
  };
  return serviceOperation(leaving, work, state);
}
