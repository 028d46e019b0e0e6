import { LATENCY_PHASES } from '../latency/latency-split.ts';
import {
  headline,
  type LoadResult,
  type LoadSplitResult,
  type LoadWindowResult,
  meanSplitMs,
} from '../load/load-results.ts';
import { type LoadSpec, scenarioOf } from '../load/load-spec.ts';

/** Windows with this part of the most users count as the full load, those with at most half of them as little load. */
const FULL_LOAD = 0.9;
const LITTLE_LOAD = 0.5;
/** Fewer windows say nothing about a median. */
const LEAST_WINDOWS = 3;
/** Below that a rate is a guess. */
const LEAST_SECONDS = 5;

/** What a run's own figures say about where it was slow. */
export interface RunSight {
  readonly requests: number;
  readonly errorRate: number;
  /** Null when the agent does not tell. */
  readonly split: SplitSight | null;
  /** Answers that waited for a start, and their part of all waiting; without a split, their part of the answers. */
  readonly cold: { readonly answers: number; readonly share: number };
  /** Turned away at the agent's door. */
  readonly agentRefusals: number;
  /** Answers that failed because the backend turned the agent away. */
  readonly backendRefusals: number;
  /** 503: from the agent when its backend is too busy, but also from Cloud Run when an instance ends. */
  readonly unavailable: number;
  readonly timeouts: number;
  readonly dropped: number;
  /** How late requests were sent, 99th percentile; null where a slow answer makes the next request late. */
  readonly lateMs: number | null;
  /** How many times as long as under little load an answer took under the full one. */
  readonly slowdown: number | null;
  readonly served: ServedRate | null;
}

/** Parts of a mean answer's time; waiting for a start is left out of the waits. */
export interface SplitSight {
  readonly totalMs: number;
  readonly atAgentDoor: Share;
  readonly inAgent: Share;
  readonly forBackend: Share;
  readonly atWork: Share;
}
export interface Share {
  readonly ms: number;
  readonly share: number;
}

/** Good answers a second under the full load. */
export interface ServedRate {
  readonly perSecond: number;
  /** Where the true rate lies in 95 of 100 runs, if answers came independently. */
  readonly low: number;
  readonly high: number;
  /** Null where requests arrive by themselves, however many are waiting. */
  readonly users: number | null;
}

/** Reads out of a result what a bottleneck shows in. Pure. */
export function runSight(result: LoadResult, spec: Pick<LoadSpec, 'load' | 'scenario'>): RunSight {
  const { answers, total, errors, dropped, startDelayP99Ms } = result;
  const about = headline(result);
  const countOf = (isOne: (error: LoadResult['errors'][number]) => boolean) =>
    errors.filter(isOne).reduce((sum, { count }) => sum + count, 0);
  const split = answers?.split ?? null;
  return {
    requests: total.requests,
    errorRate: total.errorRate,
    split: split && splitSight(split),
    cold: split
      ? { answers: split.coldStarts, share: split.coldStartShare }
      : { answers: about.coldAnswers, share: about.requests === 0 ? 0 : about.coldAnswers / about.requests },
    agentRefusals: countOf((error) => error.class === 'http429'),
    backendRefusals: countOf((error) => error.detail === 'BACKEND_BUSY'),
    unavailable: countOf((error) => error.class === 'http5xx' && error.detail === '503'),
    timeouts: countOf((error) => error.class === 'timeout' || error.detail === 'BACKEND_TIMEOUT'),
    dropped,
    lateMs: isOnlyTester(spec) ? startDelayP99Ms : null,
    slowdown: slowdownOf(result),
    served: servedOf(result, spec),
  };
}

/** With a pace, or with arrivals that open their session first, being late may be the fault of the answer before. */
function isOnlyTester(spec: Pick<LoadSpec, 'load' | 'scenario'>): boolean {
  return spec.load.model === 'closed' && scenarioOf(spec).thinkTime.kind === 'uniform';
}

function splitSight(split: LoadSplitResult): SplitSight | null {
  const totalMs = meanSplitMs(split);
  if (totalMs <= 0) return null;
  const ms = Object.fromEntries(LATENCY_PHASES.map((phase) => [phase, split.phases[phase].avgMs])) as Record<
    (typeof LATENCY_PHASES)[number],
    number
  >;
  const door = ms.way;
  const backend = ms.backendWait + ms.modelQueue;
  // Which of the two the starts held up is not known: each is lessened by its part of them.
  const coldMs = Math.max(0, split.coldStartShare * totalMs - ms.modelLoad);
  const warmth = door + backend === 0 ? 1 : Math.max(0, 1 - coldMs / (door + backend));
  const share = (value: number): Share => ({ ms: value, share: value / totalMs });
  return {
    totalMs,
    atAgentDoor: share(door * warmth),
    inAgent: share(ms.agent),
    forBackend: share(backend * warmth),
    atWork: share(ms.prompt + ms.generation),
  };
}

function slowdownOf({ windows, peakUsers }: LoadResult): number | null {
  const medianOf = (isOne: (window: LoadWindowResult) => boolean): number | null => {
    const values = windows
      .flatMap((window) => (isOne(window) && window.p50Ms !== null ? [window.p50Ms] : []))
      .sort((a, b) => a - b);
    return values.length < LEAST_WINDOWS ? null : (values[Math.floor(values.length / 2)] ?? null);
  };
  const full = medianOf(({ users }) => users >= FULL_LOAD * peakUsers);
  const little = medianOf(({ users }) => users > 0 && users <= LITTLE_LOAD * peakUsers);
  return full === null || little === null || little === 0 ? null : full / little;
}

function servedOf(
  { windows, windowSeconds, peakUsers, answers, total }: LoadResult,
  { load }: Pick<LoadSpec, 'load'>,
): ServedRate | null {
  const goodRequests = total.requests - total.failures;
  if (peakUsers === 0 || goodRequests <= 0) return null;
  const atFullLoad = windows.filter(({ users }) => users >= FULL_LOAD * peakUsers);
  // Arrivals have no level of users: those that are busy come and go, and the whole time counts.
  const full =
    atFullLoad.length * windowSeconds >= LEAST_SECONDS ? atFullLoad : windows.filter(({ users }) => users > 0);
  const seconds = full.length * windowSeconds;
  if (seconds < LEAST_SECONDS) return null;
  const good = full.reduce(
    (sum, window) => sum + (window.requestsPerSecond - window.failuresPerSecond) * windowSeconds,
    0,
  );
  // Windows count all requests; of those, so many are answers.
  const answerShare = answers ? (answers.requests - answers.failures) / goodRequests : 1;
  const count = Math.max(0, good * answerShare);
  const scatter = 1.96 * Math.sqrt(count);
  return {
    perSecond: count / seconds,
    low: Math.max(0, count - scatter) / seconds,
    high: (count + scatter) / seconds,
    users: load.model === 'closed' ? peakUsers : null,
  };
}
