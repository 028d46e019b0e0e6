import {
  assertNever,
  type CapacitySearch,
  Failure,
  loadSpecOfStep,
  loadTargetName,
  resultOf,
  runningStep,
} from '@proving-ground/shared';
import type { WantedLoadTest } from '../load-tests/begin-load-test.ts';
import { internalFailure } from '../platform/internal-failure.ts';
import type { Log } from '../platform/log.ts';
import type { CapacityStore } from '../store/capacity-store.ts';
import type { LoadTestStore } from '../store/load-test-store.ts';
import type { WakeSearch } from './capacity-queue.ts';
import { type CapacityEffect, decideCapacitySearch, refusedStep, type StepSight } from './decide-capacity-search.ts';

const LEASE_MS = 60_000;
/** Rounds that follow at once stay in one call; a loop that never waits is cut here and goes on in the next. */
const MAX_ROUNDS = 10;
/** Past its time by more than any step takes: what has failed until then fails for ever. */
const GIVE_UP_MS = 60 * 60_000;

export interface SearchDependencies {
  readonly searches: CapacityStore;
  readonly tests: Pick<LoadTestStore, 'get' | 'figures'>;
  readonly begin: (wanted: WantedLoadTest) => Promise<unknown>;
  /** Marks a load test as to be stopped, and calls a conductor for it. */
  readonly stopTest: (loadTestId: string) => Promise<unknown>;
  readonly wake: WakeSearch;
  readonly now: () => Date;
  readonly log: Log;
}

/** Moves a search as far as it goes without waiting, then plans the next look. */
export async function advanceCapacitySearch(
  request: { readonly searchId: string; readonly epoch: number | null },
  dependencies: SearchDependencies,
): Promise<void> {
  const { searchId } = request;
  let epoch = request.epoch;
  for (let round = 1; ; round += 1) {
    const nextLook = await playRound(searchId, epoch, dependencies);
    if (!nextLook) return;
    epoch = nextLook.epoch;
    if (nextLook.inMs > 0 || round === MAX_ROUNDS) {
      await dependencies.wake({ searchId, epoch, inMs: nextLook.inMs });
      return;
    }
  }
}

/** What a round leaves: when to look again, and under which epoch; null when it is not for us to plan that. */
type NextLook = { readonly inMs: number; readonly epoch: number } | null;

/** One round under the lease. What nobody foresaw is thrown on and tried again by the next look, but not for ever: that would
 * keep the target held. */
async function playRound(
  id: string,
  plannedAtEpoch: number | null,
  dependencies: SearchDependencies,
): Promise<NextLook> {
  const { searches, now, log } = dependencies;
  const claim = await searches.claim({ id, now: now(), leaseUntil: later(now(), LEASE_MS), plannedAtEpoch });
  if (claim.kind !== 'claimed') return null;
  const { record: search } = claim;
  try {
    return await moveOn(search, dependencies);
  } catch (error) {
    if (now() < later(new Date(search.endBy), GIVE_UP_MS)) throw error;
    const nextStep = 'Look for that number in the log of the functions, then start the search again.';
    const unforeseen = () =>
      internalFailure({ error, log, event: 'capacitySearch.crashed', fields: { searchId: id }, nextStep });
    const failure = error instanceof Failure ? error.record : unforeseen();
    return await finishRound(refusedStep(search, failure, now()), 0, dependencies);
  }
}

/** Look, decide, at most one effect with its intent written before it. */
async function moveOn(search: CapacitySearch, dependencies: SearchDependencies): Promise<NextLook> {
  const { searches, now, log } = dependencies;
  const { next, effect, lookAgainInMs } = decideCapacitySearch({
    search,
    sight: await sightOf(search, dependencies),
    now: now(),
  });
  if (!effect) return await finishRound(next, lookAgainInMs, dependencies);

  const leaseUntil = later(now(), LEASE_MS);
  const intent = await searches.save({ next, leaseUntil, nextLookAt: leaseUntil });
  if (!intent) return null;
  // Somebody pressed Stop between the look and the intent.
  if (intent.stopRequested && !search.stopRequested && effect.kind === 'begin') {
    return await finishRound(intent, 0, dependencies);
  }
  try {
    await perform(intent, effect, dependencies);
  } catch (error) {
    if (!(error instanceof Failure) || error.record.retryable) throw error;
    log.info('capacitySearch.refused', { searchId: search.id, reason: error.record.reason });
    return await finishRound(refusedStep(intent, error.record, now()), 0, dependencies);
  }
  return await finishRound(intent, lookAgainInMs, dependencies);
}

async function finishRound(
  next: CapacitySearch,
  inMs: number,
  { searches, now, log }: SearchDependencies,
): Promise<NextLook> {
  const saved = await searches.save({ next, leaseUntil: null, nextLookAt: later(now(), inMs) });
  if (!saved) return null;
  if (saved.status !== 'running') {
    log.info('capacitySearch.ended', { searchId: saved.id, status: saved.status, end: saved.result?.end });
    return null;
  }
  // What came while the lease was held was perhaps not seen.
  const hasNews = saved.newsWaiting || (saved.stopRequested && !next.stopRequested);
  return { inMs: hasNews ? 0 : inMs, epoch: saved.epoch };
}

async function sightOf(search: CapacitySearch, { tests }: SearchDependencies): Promise<StepSight> {
  const step = runningStep(search);
  const test = step && (await tests.get(step.loadTestId));
  const isMeasured = test?.status === 'finished' || test?.status === 'partial';
  const figures = isMeasured ? await tests.figures(test.id) : null;
  return { test, result: figures && resultOf(figures) };
}

async function perform(
  search: CapacitySearch,
  effect: CapacityEffect,
  { begin, stopTest }: SearchDependencies,
): Promise<void> {
  switch (effect.kind) {
    case 'begin': {
      const { step, index } = effect;
      const { region, agent } = search.target;
      await begin({
        id: step.loadTestId,
        request: {
          target: loadTargetName.parse({ region, agentServiceName: agent.name }),
          spec: loadSpecOfStep(search.spec, { ...step, index }),
          note: '',
        },
        requestedBy: search.requestedBy,
        scheduleId: null,
        part: { of: { kind: 'search', searchId: search.id, step: index }, target: null },
      });
      return;
    }
    case 'stop':
      await stopTest(effect.loadTestId);
      return;
    default:
      assertNever(effect);
  }
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
