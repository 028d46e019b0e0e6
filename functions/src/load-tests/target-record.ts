import type { CapacitySearch, LoadTargetRecord, LoadTest } from '@proving-ground/shared';
import { capacitySearchInProgress, capacitySearchOver, loadTestInProgress } from './refusals.ts';

/** The record of a target that nothing was ever at work on. Pure. */
export function newTarget({ region, name }: Pick<LoadTargetRecord, 'region' | 'name'>): LoadTargetRecord {
  return { region, name, activeLoadTestId: null, activeSearchId: null, baselineLoadTestId: null };
}

/** The target as the start of a test leaves it. Pure.
 * @throws Failure failed-precondition when another test, or a search that it is no step of, is at work on it,
 * or its own search is over */
export function holdForTest(planned: LoadTest, found: LoadTargetRecord | null): LoadTargetRecord {
  const { id, partOf, target } = planned;
  const { name } = target.agent;
  const before = found ?? newTarget({ region: target.region, name });
  if (before.activeLoadTestId) throw loadTestInProgress(name, before.activeLoadTestId);
  const ownSearchId = partOf?.kind === 'search' ? partOf.searchId : null;
  if (before.activeSearchId && before.activeSearchId !== ownSearchId) {
    throw capacitySearchInProgress(name, before.activeSearchId);
  }
  // Somebody slow begins a step of a search that has ended meanwhile.
  if (ownSearchId && !before.activeSearchId) throw capacitySearchOver(ownSearchId);
  return { ...before, activeLoadTestId: id };
}

/** The target as the start of a capacity search leaves it. Pure.
 * @throws Failure failed-precondition when something is at work on it */
export function holdForSearch({ id, target }: CapacitySearch, found: LoadTargetRecord | null): LoadTargetRecord {
  const { name } = target.agent;
  const before = found ?? newTarget({ region: target.region, name });
  if (before.activeSearchId) throw capacitySearchInProgress(name, before.activeSearchId);
  if (before.activeLoadTestId) throw loadTestInProgress(name, before.activeLoadTestId);
  return { ...before, activeSearchId: id };
}
