import {
  type LoadState,
  type LoadTaskState,
  type LoadWindowState,
  loadState,
  mapPhases,
  meanSplitMs,
  splitLatency,
} from '@proving-ground/shared';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Histogram, TOTAL_PRECISION_BITS, WINDOW_PRECISION_BITS } from '../histogram/histogram.ts';
import { encodeHistogram } from '../histogram/histogram-codec.ts';
import { SplitStats } from '../run/split-stats.ts';
import { mergeResults } from './merge-results.ts';
import { summarise } from './summarise.ts';

const SHARDS = 4;
/** One answer: who measured it, in which second, how long it took, and whether it failed. */
const sample = fc.record({
  shard: fc.nat(SHARDS - 1),
  second: fc.nat(5),
  latencyUs: fc.integer({ min: 1, max: 60_000_000 }),
  failed: fc.boolean(),
  /** What the agent tells of it; an older one does not. */
  agentUs: fc.option(fc.integer({ min: 0, max: 60_000_000 })),
  cold: fc.boolean(),
});
type Sample = typeof sample extends fc.Arbitrary<infer T> ? T : never;
const samples = fc.array(sample, { minLength: 1, maxLength: 120 });

const histogram = (values: readonly number[], bits: number) => {
  const filled = new Histogram(bits);
  for (const value of values) filled.record(value);
  return encodeHistogram(filled);
};

const latencySplits = (given: readonly Sample[]) =>
  given.flatMap(({ latencyUs, agentUs, failed, cold }) => {
    if (failed || agentUs === null) return [];
    const agent = { agent: 0, backendWait: agentUs, modelQueue: 0, modelLoad: 7, prompt: 0, generation: 0 };
    return [{ splitUs: splitLatency({ totalUs: latencyUs, agent }), cold, newInstance: false }];
  });

/** As a shard takes it down. */
function splitOf(given: readonly Sample[]): LoadTaskState['split'] {
  const splits = latencySplits(given);
  const stats = new SplitStats();
  for (const split of splits) stats.record(split);
  return splits.length === 0 ? null : stats.state();
}

function windowSplitOf(given: readonly Sample[]): LoadWindowState['split'] {
  const splits = latencySplits(given);
  const sumsUs = mapPhases((phase) => splits.reduce((sum, { splitUs }) => sum + splitUs[phase], 0));
  return splits.length === 0 ? null : { answers: splits.length, sumsUs };
}

/** What the shards with these indices would write, had they measured these samples. */
function stateOf(all: readonly Sample[], indices: readonly number[]): LoadState {
  const own = all.filter(({ shard }) => indices.includes(shard));
  const latencies = (given: readonly Sample[]) => given.filter(({ failed }) => !failed).map((one) => one.latencyUs);
  const failures = (given: readonly Sample[]) => given.filter(({ failed }) => failed).length;
  const none = histogram([], TOTAL_PRECISION_BITS);
  const seconds = [...new Set(own.map(({ second }) => second))].sort((a, b) => a - b);
  return loadState.parse({
    format: 1,
    startAtMs: 1_000,
    windowSeconds: 1,
    shardCount: SHARDS,
    shards: indices.map((index) => ({
      index,
      status: 'finished',
      requests: own.filter(({ shard }) => shard === index).length,
      elapsedMs: 6_000,
    })),
    elapsedMs: 6_000,
    dropped: 0,
    interrupted: indices.length,
    startDelayUs: histogram(latencies(own), TOTAL_PRECISION_BITS),
    tasks: [
      {
        name: 'POST /run',
        kind: 'ask',
        requests: own.length,
        failures: failures(own),
        receivedBytes: own.length * 10,
        latencyUs: histogram(latencies(own), TOTAL_PRECISION_BITS),
        latencyFromIntendedUs: histogram(latencies(own), TOTAL_PRECISION_BITS),
        ttftUs: none,
        tokenGapUs: none,
        tokenRateCenti: none,
        answerTokens: own.length * 3,
        coldAnswers: 0,
        split: splitOf(own),
        errors: failures(own) > 0 ? [{ class: 'http5xx', detail: '503', count: failures(own) }] : [],
      },
    ],
    windows: seconds.map((second) => {
      const during = own.filter((one) => one.second === second);
      return {
        index: second,
        requests: during.length,
        failures: failures(during),
        dropped: 0,
        users: indices.length,
        errors: failures(during) > 0 ? { http5xx: failures(during) } : {},
        latencyUs: histogram(latencies(during), WINDOW_PRECISION_BITS),
        ttftUs: histogram([], WINDOW_PRECISION_BITS),
        split: windowSplitOf(during),
      };
    }),
  });
}

const shardStates = (all: readonly Sample[]) => [0, 1, 2, 3].map((index) => stateOf(all, [index]));
const figures = (state: LoadState) => {
  const { windows, ...result } = summarise({ state, spec: { slo: '' } });
  // A second in which only some shards had an answer knows only their users.
  return { ...result, peakUsers: 0, windows: windows.map(({ users: _users, ...window }) => window) };
};

describe('the merged figures', () => {
  test('are those that one process would have measured', () => {
    fc.assert(
      fc.property(samples, (all) => {
        expect(figures(mergeResults(shardStates(all)))).toEqual(figures(stateOf(all, [0, 1, 2, 3])));
      }),
    );
  });

  test('say where the time went: the means of the phases add up to the mean of the answers that told', () => {
    fc.assert(
      fc.property(samples, (all) => {
        const { answers, windows } = summarise({ state: mergeResults(shardStates(all)), spec: { slo: '' } });
        const told = all.filter(({ failed, agentUs }) => !failed && agentUs !== null);
        const meanMs = told.reduce((sum, { latencyUs }) => sum + latencyUs, 0) / told.length / 1_000;
        if (told.length === 0) {
          expect(answers?.split).toBeNull();
          expect(windows.map(({ phasesMs }) => phasesMs)).toEqual(windows.map(() => null));
          return;
        }
        if (!answers?.split) throw new Error('Somebody told.');
        expect(answers.split.answers).toBe(told.length);
        expect(answers.split.coldStarts).toBe(told.filter(({ cold }) => cold).length);
        expect(meanSplitMs(answers.split)).toBeCloseTo(meanMs, 6);
      }),
    );
  });

  test('do not depend on the order of the shards, nor on how they are grouped', () => {
    fc.assert(
      fc.property(samples, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (all, order) => {
        const states = shardStates(all);
        const shuffled = order.flatMap((index) => states[index] ?? []);
        const [one, two, three, four] = states as [LoadState, LoadState, LoadState, LoadState];
        const paired = mergeResults([mergeResults([four, two]), mergeResults([one, three])]);
        expect(figures(mergeResults(shuffled))).toEqual(figures(mergeResults(states)));
        expect(figures(paired)).toEqual(figures(mergeResults(states)));
      }),
    );
  });

  test('of what is left when a shard is lost say so', () => {
    fc.assert(
      fc.property(samples, fc.nat(SHARDS - 1), (all, lost) => {
        const left = shardStates(all).filter((_, index) => index !== lost);
        const { coverage, total } = summarise({ state: mergeResults(left), spec: { slo: '' } });
        expect(coverage).toMatchObject({ planned: 4, complete: 3, lost: [{ index: lost, status: 'missing' }] });
        expect(total.requests).toBe(all.filter(({ shard }) => shard !== lost).length);
      }),
    );
  });

  test('never count a shard twice, and never mix two tests', () => {
    const [one, two] = shardStates([{ shard: 0, second: 0, latencyUs: 5, failed: false, agentUs: null, cold: false }]);
    if (!one || !two) throw new Error('There are four.');
    expect(() => mergeResults([one, one])).toThrow('shard 0 is in them twice');
    expect(() => mergeResults([one, { ...two, shardCount: 3 }])).toThrow('numbers of shards');
    expect(() => mergeResults([])).toThrow('there is none');
  });
});
