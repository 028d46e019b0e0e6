import { parseArgs } from 'node:util';
import { Histogram, TOTAL_PRECISION_BITS } from '../load/src/histogram/histogram.ts';
import { decodeHistogram, encodeHistogram } from '../load/src/histogram/histogram-codec.ts';
import { createRandom, type Random } from '../load/src/random/seeded-random.ts';
import { mergeResults } from '../load/src/results/merge-results.ts';
import { shardState } from './shard-state.ts';

/**
 * How far merged percentiles are from those of the raw samples, and what merging costs. The shards are unequal, one is slow
 * throughout and one meets a cold start: where averaging the shards' percentiles, as other tools do, goes wrong.
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '20' }, json: { type: 'boolean', default: false } },
});
const SAMPLES = 100_000;
const SHARD_COUNTS = [4, 8, 10, 20];
const PERCENTILES = [50, 75, 90, 95, 99, 99.9];
const WINDOWS = 300;
const MERGES = 20;
const PERCENT = 100;

/** Log-normal with a median of two seconds, in microseconds (Box-Muller). */
function latencyUs(random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.round(2_000_000 * Math.exp(0.6 * normal));
}

function samplesOf({ shard, count, random }: { shard: number; count: number; random: Random }): number[] {
  const slowness = shard === 0 ? 3 : 1;
  return Array.from({ length: count }, (_, index) => {
    const cold = shard === 1 && index < count / 5 ? 10_000_000 : 0;
    return slowness * latencyUs(random) + cold;
  });
}

const histogramOf = (samples: readonly number[]): Histogram => {
  const histogram = new Histogram(TOTAL_PRECISION_BITS);
  for (const sample of samples) histogram.record(sample);
  return histogram;
};

const nearestRank = (sorted: readonly number[], percentile: number): number =>
  sorted[Math.ceil((percentile / PERCENT) * sorted.length) - 1] ?? Number.NaN;

/** The largest relative errors, in percent, over the percentiles of one run of so many shards. */
function errorsOf(shardCount: number, seed: number): { readonly merged: number; readonly averaged: number } {
  const random = createRandom(seed, shardCount);
  const shards = Array.from({ length: shardCount }, (_, shard) =>
    samplesOf({ shard, count: SAMPLES / shardCount, random }),
  );
  // Through the documents, as they are merged in the product.
  const states = shards.map((samples, index) =>
    shardState({ index, shardCount, latencyUs: encodeHistogram(histogramOf(samples)), windows: [] }),
  );
  const merged = mergeResults(states).tasks[0]?.latencyUs;
  if (!merged || merged.count !== SAMPLES) throw new Error(`${merged?.count} of ${SAMPLES} samples were merged.`);
  const histogram = decodeHistogram(merged);
  const exact = shards.flat().sort((a, b) => a - b);
  const sortedShards = shards.map((samples) => samples.toSorted((a, b) => a - b));
  const worst = (estimate: (percentile: number) => number): number =>
    Math.max(
      ...PERCENTILES.map((percentile) => {
        const truth = nearestRank(exact, percentile);
        return (Math.abs(estimate(percentile) - truth) / truth) * PERCENT;
      }),
    );
  return {
    merged: worst((percentile) => histogram.percentile(percentile)),
    averaged: worst(
      (percentile) => sortedShards.reduce((sum, shard) => sum + nearestRank(shard, percentile), 0) / shardCount,
    ),
  };
}

/** Milliseconds of processor time to merge the states of twenty shards with a window for each second of five minutes. */
function mergeCpuMs(shardCount: number): number {
  const random = createRandom(1, shardCount);
  const states = Array.from({ length: shardCount }, (_, index) => {
    const samples = (count: number) => samplesOf({ shard: index, count, random });
    const windows = Array.from({ length: WINDOWS }, () => samples(50));
    return shardState({ index, shardCount, latencyUs: encodeHistogram(histogramOf(samples(15_000))), windows });
  });
  const figures = Array.from({ length: MERGES }, () => {
    const before = process.cpuUsage();
    mergeResults(states);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return figures.toSorted((a, b) => a - b)[MERGES / 2] ?? Number.NaN;
}

const errors = SHARD_COUNTS.map((shardCount) => {
  const all = Array.from({ length: Number(values.seeds) }, (_, seed) => errorsOf(shardCount, seed + 1));
  return {
    shards: shardCount,
    'largest error merged, %': Number(Math.max(...all.map(({ merged }) => merged)).toFixed(3)),
    'of averaged percentiles, %': Number(Math.max(...all.map(({ averaged }) => averaged)).toFixed(0)),
  };
});
const merging = { shards: 20, windows: WINDOWS, 'ms CPU': Number(mergeCpuMs(20).toFixed(1)) };
if (values.json) console.log(JSON.stringify({ errors, merging }));
else {
  console.table(errors);
  console.table([merging]);
}
