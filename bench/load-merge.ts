import { Histogram, TOTAL_PRECISION_BITS } from '../load/src/histogram/histogram.ts';
import { decodeHistogram, encodeHistogram } from '../load/src/histogram/histogram-codec.ts';
import { createRandom, type Random } from '../load/src/random/seeded-random.ts';
import { mergeResults } from '../load/src/results/merge-results.ts';
import { benchOptions } from './bench-options.ts';
import { figureOf } from './figure-of.ts';
import { printReport } from './print-report.ts';
import { shardState } from './shard-state.ts';

/**
 * How far merged percentiles are from those of the raw samples, and what merging costs. The shards are unequal, one is slow
 * throughout and one meets a cold start: where averaging the shards' percentiles, as other tools do, goes wrong.
 */
const options = benchOptions();
const SEEDS = options.quick ? 2 : 20;
const SAMPLES = 100_000;
const SHARD_COUNTS = [4, 8, 10, 20];
const MOST_SHARDS = 20;
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

/** Milliseconds of processor time to merge the states of so many shards with a window for each second of five minutes. */
function mergeCpuMs(shardCount: number): readonly number[] {
  const random = createRandom(1, shardCount);
  const states = Array.from({ length: shardCount }, (_, index) => {
    const samples = (count: number) => samplesOf({ shard: index, count, random });
    const windows = Array.from({ length: WINDOWS }, () => samples(50));
    return shardState({ index, shardCount, latencyUs: encodeHistogram(histogramOf(samples(15_000))), windows });
  });
  return Array.from({ length: MERGES }, () => {
    const before = process.cpuUsage();
    mergeResults(states);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
}

const errors = SHARD_COUNTS.flatMap((shardCount) =>
  Array.from({ length: SEEDS }, (_, seed) => errorsOf(shardCount, seed + 1)),
);
printReport(
  {
    section: 'merge',
    rows: [
      {
        what: 'largest error of p50–p99.9 over 4 to 20 unequal shards',
        unit: '%',
        ours: figureOf(errors.map(({ merged }) => merged)),
        peers: [
          { name: "average of the shards' percentiles", figure: figureOf(errors.map(({ averaged }) => averaged)) },
        ],
        target: 0.1,
      },
      {
        what: `merging ${MOST_SHARDS} shards with ${WINDOWS} windows of 50 answers each`,
        unit: 'ms CPU',
        ours: figureOf(mergeCpuMs(MOST_SHARDS)),
        peers: [],
        target: 350,
      },
    ],
    leftOut: [],
  },
  options,
);
