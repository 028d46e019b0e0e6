import {
  Failure,
  type HistogramState,
  type LoadState,
  type LoadTaskState,
  type LoadWindowState,
} from '@proving-ground/shared';
import { decodeHistogram, encodeHistogram } from '../histogram/histogram-codec.ts';
import { byClassAndDetail } from '../run/task-stats.ts';

/**
 * Adds up the figures of shards. Histograms add bucket by bucket, so the result is the one that a single shard would have
 * measured, whatever the order and grouping.
 * @throws Failure for no state at all, for parts of different tests, and for one shard given twice
 */
export function mergeResults(states: readonly LoadState[]): LoadState {
  const [first, ...others] = states;
  if (!first) throw mismatch('there is none');
  return others.reduce(mergeTwo, first);
}

function mergeTwo(one: LoadState, other: LoadState): LoadState {
  if (one.windowSeconds !== other.windowSeconds || one.shardCount !== other.shardCount) {
    throw mismatch('they come from tests of different lengths or numbers of shards');
  }
  const known = new Set(one.shards.map(({ index }) => index));
  const twice = other.shards.find(({ index }) => known.has(index));
  if (twice) throw mismatch(`shard ${twice.index} is in them twice`);
  return {
    ...one,
    startAtMs: Math.min(one.startAtMs, other.startAtMs),
    shards: [...one.shards, ...other.shards].sort((left, right) => left.index - right.index),
    elapsedMs: Math.max(one.elapsedMs, other.elapsedMs),
    dropped: one.dropped + other.dropped,
    interrupted: one.interrupted + other.interrupted,
    startDelayUs: addHistograms(one.startDelayUs, other.startDelayUs),
    tasks: mergeByKey({ one: one.tasks, other: other.tasks, keyOf: ({ name }) => name, merge: mergeTasks }),
    windows: mergeByKey({
      one: one.windows,
      other: other.windows,
      keyOf: ({ index }) => index,
      merge: mergeWindows,
    }).sort((left, right) => left.index - right.index),
  };
}

/** Adds the figures of two tasks, or of two shards' same task, under the first one's name. */
export function mergeTasks(one: LoadTaskState, other: LoadTaskState): LoadTaskState {
  return {
    name: one.name,
    kind: one.kind,
    requests: one.requests + other.requests,
    failures: one.failures + other.failures,
    receivedBytes: one.receivedBytes + other.receivedBytes,
    latencyUs: addHistograms(one.latencyUs, other.latencyUs),
    latencyFromIntendedUs: addHistograms(one.latencyFromIntendedUs, other.latencyFromIntendedUs),
    ttftUs: addHistograms(one.ttftUs, other.ttftUs),
    tokenGapUs: addHistograms(one.tokenGapUs, other.tokenGapUs),
    tokenRateCenti: addHistograms(one.tokenRateCenti, other.tokenRateCenti),
    answerTokens: one.answerTokens + other.answerTokens,
    coldAnswers: one.coldAnswers + other.coldAnswers,
    errors: mergeByKey({
      one: one.errors,
      other: other.errors,
      keyOf: (error) => `${error.class} ${error.detail}`,
      merge: (left, right) => ({ ...left, count: left.count + right.count }),
    }).sort(byClassAndDetail),
  };
}

function mergeWindows(one: LoadWindowState, other: LoadWindowState): LoadWindowState {
  const errors = { ...one.errors };
  for (const [name, count = 0] of Object.entries(other.errors)) {
    const errorClass = name as keyof typeof errors;
    errors[errorClass] = (errors[errorClass] ?? 0) + count;
  }
  return {
    index: one.index,
    requests: one.requests + other.requests,
    failures: one.failures + other.failures,
    dropped: one.dropped + other.dropped,
    users: one.users + other.users,
    errors,
    latencyUs: addHistograms(one.latencyUs, other.latencyUs),
    ttftUs: addHistograms(one.ttftUs, other.ttftUs),
  };
}

function addHistograms(one: HistogramState, other: HistogramState): HistogramState {
  // Most windows of a quiet test hold nothing, and need not be taken apart.
  if (other.count === 0) return one;
  if (one.count === 0) return other;
  const sum = decodeHistogram(one);
  sum.add(decodeHistogram(other));
  return encodeHistogram(sum);
}

function mergeByKey<Item>({
  one,
  other,
  keyOf,
  merge,
}: {
  readonly one: readonly Item[];
  readonly other: readonly Item[];
  readonly keyOf: (item: Item) => string | number;
  readonly merge: (left: Item, right: Item) => Item;
}): Item[] {
  const merged = new Map(one.map((item) => [keyOf(item), item]));
  for (const item of other) {
    const known = merged.get(keyOf(item));
    merged.set(keyOf(item), known ? merge(known, item) : item);
  }
  return [...merged.values()];
}

function mismatch(why: string): Failure {
  return new Failure({
    code: 'invalid-argument',
    reason: 'RESULTS_DO_NOT_ADD_UP',
    message: `These results do not add up: ${why}.`,
    nextStep: 'Give each shard of one test once.',
    retryable: false,
  });
}
