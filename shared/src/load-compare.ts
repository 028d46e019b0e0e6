import { phaseChangeText } from './load-phase-change.ts';
import { type FigureInterval, headline, type LoadResult } from './load-results.ts';

/** `unclear`: the difference is no larger than chance alone would make it. */
export type ComparisonOutcome = 'better' | 'worse' | 'unclear' | 'incomparable';

export interface ComparedFigure {
  readonly metric: string;
  readonly label: string;
  readonly unit: 'ms' | 'perSecond' | 'fraction' | 'count';
  readonly base: number | null;
  readonly next: number | null;
  readonly delta: number | null;
  /** Null when the base is zero. */
  readonly deltaPercent: number | null;
  readonly outcome: ComparisonOutcome;
}

export interface LoadComparison {
  readonly figures: readonly ComparedFigure[];
  /** What changed, for a person. */
  readonly sentences: readonly string[];
}

interface Sample {
  readonly value: number;
  readonly interval: FigureInterval | null;
}
interface Comparable {
  readonly metric: string;
  readonly label: string;
  readonly unit: ComparedFigure['unit'];
  readonly lowerIsBetter: boolean;
  readonly read: (result: LoadResult) => Sample | null;
}

/** Two runs of the very same thing differ by this much anyway: machines and models are never equally busy. */
const NOISE_FLOOR = 0.05;

const COMPARABLES: readonly Comparable[] = [
  latency('p50', 'Median latency'),
  latency('p95', '95th percentile'),
  latency('p99', '99th percentile'),
  {
    metric: 'ttftP95Ms',
    label: 'Time to first token (95th percentile)',
    unit: 'ms',
    lowerIsBetter: true,
    read: (result) => {
      const ttft = headline(result).ttftMs;
      return ttft && { value: ttft.p95, interval: ttft.confidence.p95 };
    },
  },
  {
    metric: 'tokensPerSecondP50',
    label: 'Tokens a second (median)',
    unit: 'perSecond',
    lowerIsBetter: false,
    read: (result) => {
      const rate = headline(result).tokensPerSecond;
      return rate && { value: rate.p50, interval: rate.confidence.p50 };
    },
  },
  {
    metric: 'requestsPerSecond',
    label: 'Requests a second',
    unit: 'perSecond',
    lowerIsBetter: false,
    read: ({ total, elapsedSeconds }) => {
      // Arrivals scatter with the root of their number.
      const scatter = elapsedSeconds === 0 ? 0 : (1.96 * Math.sqrt(total.requests)) / elapsedSeconds;
      const value = total.requestsPerSecond;
      return { value, interval: { low: value - scatter, high: value + scatter } };
    },
  },
  {
    metric: 'errorRate',
    label: 'Error rate',
    unit: 'fraction',
    lowerIsBetter: true,
    read: ({ total }) =>
      total.requests === 0 ? null : { value: total.errorRate, interval: wilson(total.failures, total.requests) },
  },
];

/** Sets a run beside an earlier one and says which differences mean something. */
export function compareResults(base: LoadResult, next: LoadResult): LoadComparison {
  const figures = COMPARABLES.map((comparable) => compareFigure(comparable, base, next));
  const phaseChange = phaseChangeText(base, next);
  return {
    figures,
    sentences: [
      ...figures.flatMap(sentenceOf),
      ...(phaseChange === null ? [] : [phaseChange]),
      ...caveats(base, next, figures),
    ],
  };
}

function latency(percentile: 'p50' | 'p95' | 'p99', label: string): Comparable {
  return {
    metric: `${percentile}Ms`,
    label,
    unit: 'ms',
    lowerIsBetter: true,
    read: (result) => {
      const { latencyMs } = headline(result);
      return latencyMs && { value: latencyMs[percentile], interval: latencyMs.confidence[percentile] };
    },
  };
}

function compareFigure(comparable: Comparable, baseResult: LoadResult, nextResult: LoadResult): ComparedFigure {
  const { metric, label, unit, lowerIsBetter } = comparable;
  const base = comparable.read(baseResult);
  const next = comparable.read(nextResult);
  const about = { metric, label, unit, base: base?.value ?? null, next: next?.value ?? null };
  if (!base || !next) return { ...about, delta: null, deltaPercent: null, outcome: 'incomparable' };
  const delta = next.value - base.value;
  const fraction = base.value === 0 ? null : delta / base.value;
  const withinNoise = overlap(base, next) || (fraction !== null && Math.abs(fraction) < NOISE_FLOOR);
  const outcome = withinNoise ? 'unclear' : delta < 0 === lowerIsBetter ? 'better' : 'worse';
  return { ...about, delta, deltaPercent: fraction === null ? null : fraction * 100, outcome };
}

function overlap(base: Sample, next: Sample): boolean {
  if (!base.interval || !next.interval) return base.value === next.value;
  return base.interval.low <= next.interval.high && next.interval.low <= base.interval.high;
}

/** 95 % interval of a rate; never empty at 0 failures. */
function wilson(hits: number, count: number): FigureInterval {
  const z = 1.96;
  const rate = hits / count;
  const scale = 1 + (z * z) / count;
  const middle = rate + (z * z) / (2 * count);
  const half = z * Math.sqrt((rate * (1 - rate)) / count + (z * z) / (4 * count * count));
  return { low: (middle - half) / scale, high: (middle + half) / scale };
}

function sentenceOf(figure: ComparedFigure): string[] {
  const { outcome, label, base, next, deltaPercent, unit } = figure;
  if (base === null || next === null || (outcome !== 'better' && outcome !== 'worse')) return [];
  const verb = next > base ? 'rose' : 'fell';
  const by = deltaPercent === null ? '' : changeText(deltaPercent);
  return [`${label} ${verb}${by}, from ${inUnit(base, unit)} to ${inUnit(next, unit)}: ${outcome}.`];
}

/** A percentage above that says less than a factor. */
const LARGEST_PERCENT = 400;

function changeText(percent: number): string {
  if (percent > LARGEST_PERCENT) return ` ${(1 + percent / 100).toFixed(0)}-fold`;
  return ` by ${Math.abs(percent).toFixed(0)} %`;
}

function caveats(base: LoadResult, next: LoadResult, figures: readonly ComparedFigure[]): string[] {
  const said: string[] = [];
  if (!figures.some(({ outcome }) => outcome === 'better' || outcome === 'worse')) {
    said.push('No difference is larger than chance would make it between two runs of the same thing.');
  }
  if (base.peakUsers !== next.peakUsers) {
    said.push(`The load was not the same: at the peak ${base.peakUsers} users before, ${next.peakUsers} now.`);
  }
  for (const [which, { coverage }] of [['first', base] as const, ['second', next] as const]) {
    if (coverage.complete < coverage.planned) {
      said.push(`The ${which} run is not whole: ${coverage.complete} of ${coverage.planned} shards.`);
    }
  }
  said.push('One run each shows a tendency; repeat both before you rely on it.');
  return said;
}

function inUnit(value: number, unit: ComparedFigure['unit']): string {
  switch (unit) {
    case 'ms':
      return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
    case 'perSecond':
      return `${value.toFixed(1)}/s`;
    case 'fraction':
      return `${(value * 100).toFixed(2)} %`;
    case 'count':
      return value.toFixed(0);
  }
}
