import { COMPARABLES, type Comparable, type Sample } from './load-comparables.ts';
import { phaseChangeText } from './load-phase-change.ts';
import type { LoadResult } from './load-results.ts';

/** `unclear`: the difference is no larger than chance alone would make it. */
export type ComparisonOutcome = 'better' | 'worse' | 'unclear' | 'incomparable';

export interface ComparedFigure {
  readonly metric: string;
  readonly label: string;
  readonly unit: Comparable['unit'];
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

/** Two runs of the very same thing differ by this much anyway: machines and models are never equally busy. */
const NOISE_FLOOR = 0.05;

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
