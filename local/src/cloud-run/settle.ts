import { failed, succeeded } from './conditions.ts';
import { findRevision, type RevisionFailure, type ServiceRecord } from './service-record.ts';
import { resolveTraffic } from './traffic.ts';
import type { TrafficTarget } from './wire.ts';

/**
 * The record at the end of a roll-out: traffic where it was asked to go, if all of it can; otherwise what served goes
 * on serving. A roll-out that a newer change overtook leaves the conditions to that one. Pure.
 */
export function settle(record: ServiceRecord, generation: number, at: string): ServiceRecord {
  const created = findRevision(record, record.latestCreatedRevision);
  const latestReadyRevision = created?.state === 'ready' ? created.name : record.latestReadyRevision;
  const moved = { ...record, latestReadyRevision };
  if (record.generation !== generation) return moved;

  const wanted = resolveTraffic(record.spec.traffic ?? [], latestReadyRevision);
  const routeFailure = routeProblem(moved, wanted);
  const configurationFailure = created?.failure ?? null;
  const failure = configurationFailure ?? routeFailure;
  const served = routeFailure ? record.served : wanted;
  return {
    ...moved,
    served,
    reconciling: false,
    observedGeneration: failure ? record.observedGeneration : generation,
    terminalCondition: failure ? failed('Ready', at, failure) : succeeded('Ready', at),
    conditions: [
      routeFailure ? failed('RoutesReady', at, routeFailure) : succeeded('RoutesReady', at),
      configurationFailure
        ? failed('ConfigurationsReady', at, configurationFailure)
        : succeeded('ConfigurationsReady', at),
    ],
  };
}

function routeProblem(record: ServiceRecord, wanted: readonly TrafficTarget[]): RevisionFailure | null {
  if (wanted.length < (record.spec.traffic?.length ?? 0)) {
    return { message: 'The service has no ready revision to serve traffic.', reason: 'REVISION_FAILED' };
  }
  for (const { revision = '' } of wanted) {
    if (findRevision(record, revision)?.state === 'ready') continue;
    return { message: `Revision '${revision}' is not ready and cannot serve traffic.`, reason: 'REVISION_FAILED' };
  }
  return null;
}
