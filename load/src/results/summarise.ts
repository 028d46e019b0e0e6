import {
  evaluateSlo,
  type LoadCoverage,
  type LoadResult,
  type LoadSpec,
  type LoadState,
  type LoadTaskState,
  type LoadWindowState,
} from '@proving-ground/shared';
import { decodeHistogram } from '../histogram/histogram-codec.ts';
import { mergeTasks } from './merge-results.ts';
import { taskResultOf } from './task-result-of.ts';
import { windowResultOf } from './window-result-of.ts';

const US_PER_MS = 1_000;
const MS_PER_SECOND = 1_000;
/** Dense where it matters: near the end of the tail. */
const CURVE_PERCENTILES = [
  0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 92, 94, 95, 96, 97, 98, 98.5, 99, 99.5,
  99.8, 99.9, 99.95, 99.99, 100,
] as const;

/** Reads measured figures out: tables, time series, curve, and the verdict on the thresholds of the test. */
export function summarise({
  state,
  spec,
  lostShards = [],
}: {
  readonly state: LoadState;
  readonly spec: Pick<LoadSpec, 'slo'>;
  /** Shards known to be dead, whatever they last said. */
  readonly lostShards?: readonly number[];
}): LoadResult {
  const elapsedSeconds = state.elapsedMs / MS_PER_SECOND;
  const total = sumOf('Aggregated', state.tasks);
  const answers = sumOf(
    'Answers',
    state.tasks.filter(({ kind }) => kind === 'ask'),
  );
  const result = {
    startAtMs: state.startAtMs,
    elapsedSeconds,
    windowSeconds: state.windowSeconds,
    peakUsers: state.windows.reduce((peak, { users }) => Math.max(peak, users), 0),
    coverage: coverageOf(state, lostShards),
    tasks: state.tasks.map((task) => taskResultOf(task, elapsedSeconds)),
    total: taskResultOf(total ?? EMPTY, elapsedSeconds),
    answers: answers && taskResultOf(answers, elapsedSeconds),
    dropped: state.dropped,
    interrupted: state.interrupted,
    startDelayP99Ms: decodeHistogram(state.startDelayUs).percentile(99) / US_PER_MS,
    errors: state.tasks
      .flatMap(({ name, errors }) => errors.map((error) => ({ task: name, ...error })))
      .sort((one, other) => other.count - one.count),
    windows: wholeWindows(state).map((window) => windowResultOf(window, state)),
    latencyCurve: curveOf(answers ?? total),
  };
  return { ...result, verdict: evaluateSlo(spec.slo, result) };
}

function sumOf(name: string, tasks: readonly LoadTaskState[]): LoadTaskState | null {
  const [first, ...others] = tasks;
  return first ? { ...mergeTasks([first, ...others]), name } : null;
}

function coverageOf(state: LoadState, lostShards: readonly number[]): LoadCoverage {
  const lost: LoadCoverage['lost'] = [];
  for (let index = 0; index < state.shardCount; index += 1) {
    const shard = state.shards.find((candidate) => candidate.index === index);
    if (!shard) lost.push({ index, status: 'missing' });
    else if (lostShards.includes(index)) lost.push({ index, status: 'lost' });
    else if (shard.status === 'stopped' || shard.status === 'failed') lost.push({ index, status: shard.status });
  }
  return { planned: state.shardCount, complete: state.shardCount - lost.length, lost };
}

/** While shards run, a window is shown once all of them are past it: else the end of every curve would dip. */
function wholeWindows({ windows, shards, windowSeconds }: LoadState): readonly LoadWindowState[] {
  const running = shards.filter(({ status }) => status === 'running');
  const until = Math.min(...running.map(({ elapsedMs }) => Math.floor(elapsedMs / (windowSeconds * MS_PER_SECOND))));
  return windows.filter(({ index }) => index < until);
}

function curveOf(task: LoadTaskState | null): LoadResult['latencyCurve'] {
  if (!task || task.latencyUs.count === 0) return [];
  const latency = decodeHistogram(task.latencyUs);
  const fromIntended = decodeHistogram(task.latencyFromIntendedUs);
  return CURVE_PERCENTILES.map((percentile) => ({
    percentile,
    ms: latency.percentile(percentile) / US_PER_MS,
    fromIntendedMs: fromIntended.percentile(percentile) / US_PER_MS,
  }));
}

const NO_SAMPLES = { count: 0, sum: 0, min: 0, max: 0, buckets: 'Cw==' } as const;
const EMPTY: LoadTaskState = {
  name: 'Aggregated',
  kind: 'get',
  requests: 0,
  failures: 0,
  receivedBytes: 0,
  latencyUs: NO_SAMPLES,
  latencyFromIntendedUs: NO_SAMPLES,
  ttftUs: NO_SAMPLES,
  tokenGapUs: NO_SAMPLES,
  tokenRateCenti: NO_SAMPLES,
  answerTokens: 0,
  coldAnswers: 0,
  split: null,
  errors: [],
};
