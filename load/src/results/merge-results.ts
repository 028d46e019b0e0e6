import { Failure, type LoadState, type LoadTaskState, type LoadWindowState } from '@proving-ground/shared';
import { sumHistograms } from '../histogram/histogram-codec.ts';
import { byClassAndDetail } from '../run/task-stats.ts';
import { mergeSplits, mergeWindowSplits } from './merge-splits.ts';

/**
 * Adds up the figures of shards. Histograms add bucket by bucket, so the result is the one that a single shard would have
 * measured, whatever the order and grouping. All at once: each histogram is read once, and each sum written once.
 * @throws Failure for no state at all, for parts of different tests, and for one shard given twice
 */
export function mergeResults(states: readonly LoadState[]): LoadState {
  const [first] = states;
  if (!first) throw mismatch('there is none');
  refuseStrangers(first, states);
  return {
    ...first,
    startAtMs: Math.min(...states.map(({ startAtMs }) => startAtMs)),
    shards: states.flatMap(({ shards }) => shards).sort((left, right) => left.index - right.index),
    elapsedMs: Math.max(...states.map(({ elapsedMs }) => elapsedMs)),
    dropped: sumOf(states, ({ dropped }) => dropped),
    interrupted: sumOf(states, ({ interrupted }) => interrupted),
    startDelayUs: sumHistograms(states.map(({ startDelayUs }) => startDelayUs)),
    tasks: groupsOf(
      states,
      ({ tasks }) => tasks,
      ({ name }) => name,
    ).map(mergeTasks),
    windows: groupsOf(
      states,
      ({ windows }) => windows,
      ({ index }) => index,
    )
      .map(mergeWindows)
      .sort((left, right) => left.index - right.index),
  };
}

function refuseStrangers({ windowSeconds, shardCount }: LoadState, states: readonly LoadState[]): void {
  const known = new Set<number>();
  for (const state of states) {
    if (state.windowSeconds !== windowSeconds || state.shardCount !== shardCount) {
      throw mismatch('they come from tests of different lengths or numbers of shards');
    }
    for (const { index } of state.shards) {
      if (known.has(index)) throw mismatch(`shard ${index} is in them twice`);
      known.add(index);
    }
  }
}

type SomeOf<Item> = readonly [Item, ...Item[]];

/** Adds the figures of tasks, or of the shards' same task, under the first one's name. */
export function mergeTasks(tasks: SomeOf<LoadTaskState>): LoadTaskState {
  const [{ name, kind }] = tasks;
  return {
    name,
    kind,
    requests: sumOf(tasks, ({ requests }) => requests),
    failures: sumOf(tasks, ({ failures }) => failures),
    receivedBytes: sumOf(tasks, ({ receivedBytes }) => receivedBytes),
    latencyUs: sumHistograms(tasks.map(({ latencyUs }) => latencyUs)),
    latencyFromIntendedUs: sumHistograms(tasks.map(({ latencyFromIntendedUs }) => latencyFromIntendedUs)),
    ttftUs: sumHistograms(tasks.map(({ ttftUs }) => ttftUs)),
    tokenGapUs: sumHistograms(tasks.map(({ tokenGapUs }) => tokenGapUs)),
    tokenRateCenti: sumHistograms(tasks.map(({ tokenRateCenti }) => tokenRateCenti)),
    answerTokens: sumOf(tasks, ({ answerTokens }) => answerTokens),
    coldAnswers: sumOf(tasks, ({ coldAnswers }) => coldAnswers),
    split: mergeSplits(tasks.flatMap(({ split }) => split ?? [])),
    errors: groupsOf(
      tasks,
      ({ errors }) => errors,
      (error) => `${error.class} ${error.detail}`,
    )
      .map((same) => ({ ...same[0], count: sumOf(same, ({ count }) => count) }))
      .sort(byClassAndDetail),
  };
}

function mergeWindows(windows: SomeOf<LoadWindowState>): LoadWindowState {
  const errors: LoadWindowState['errors'] = {};
  for (const window of windows) {
    for (const [name, count = 0] of Object.entries(window.errors)) {
      const errorClass = name as keyof typeof errors;
      errors[errorClass] = (errors[errorClass] ?? 0) + count;
    }
  }
  return {
    index: windows[0].index,
    requests: sumOf(windows, ({ requests }) => requests),
    failures: sumOf(windows, ({ failures }) => failures),
    dropped: sumOf(windows, ({ dropped }) => dropped),
    users: sumOf(windows, ({ users }) => users),
    errors,
    latencyUs: sumHistograms(windows.map(({ latencyUs }) => latencyUs)),
    ttftUs: sumHistograms(windows.map(({ ttftUs }) => ttftUs)),
    split: mergeWindowSplits(windows.flatMap(({ split }) => split ?? [])),
  };
}

function sumOf<Item>(items: readonly Item[], figure: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + figure(item), 0);
}

/** The items of all parts that have the same key, in the order in which the keys first come. */
function groupsOf<Part, Item>(
  parts: readonly Part[],
  itemsOf: (part: Part) => readonly Item[],
  keyOf: (item: Item) => string | number,
): SomeOf<Item>[] {
  const groups = new Map<string | number, [Item, ...Item[]]>();
  for (const item of parts.flatMap(itemsOf)) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
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
