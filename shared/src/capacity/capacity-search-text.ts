import { formatPercent } from '../load-report/format-figure.ts';
import type { CapacityEvidence, CapacityResult, CapacitySearch } from './capacity-search.ts';
import type { CapacitySpec } from './capacity-search-spec.ts';

/** A value as people say it: "3.2 requests a second", "12 users". */
export function capacityValueText(spec: Pick<CapacitySpec, 'mode'>, value: number): string {
  return `${value} ${capacityUnit(spec, value)}`;
}

/** What so many are: "requests a second", "user". */
export function capacityUnit({ mode }: Pick<CapacitySpec, 'mode'>, value: number | null): string {
  const unit = mode === 'rate' ? 'request' : 'user';
  return `${value === 1 ? unit : `${unit}s`}${mode === 'rate' ? ' a second' : ''}`;
}

/** What a search has found, in one or two sentences; null while it runs. */
export function capacityConclusion({
  spec,
  bounds,
  result,
}: Pick<CapacitySearch, 'spec' | 'bounds' | 'result'>): string | null {
  if (!result) return null;
  const text = (value: number) => capacityValueText(spec, value);
  const { meets, misses } = bounds;
  const why = whyEnded(result);
  if (meets === null && misses === null)
    return `${why ?? ''} Nothing is known yet of what this agent keeps up with.`.trim();
  if (meets === null) return `Even ${text(misses ?? 0)} ${missVerb(misses)} the thresholds.${after(why)}`;
  const doubt = result.isCertain ? '' : ' Too few answers came to be certain of it; longer steps bring more.';
  if (misses === null) return `At least ${text(meets)}: no step missed the thresholds.${after(why)}${doubt}`;
  if (result.end === 'precise')
    return `${text(meets)} ${keepVerb(meets)} the thresholds, ${misses} ${missVerb(misses)} them.${doubt}`;
  return `Between ${meets} and ${text(misses)}: the first keep the thresholds, the last miss them.${after(why)}${doubt}`;
}

/** "1 request keeps", "2 requests keep". */
export function keepVerb(value: number | null): string {
  return value === 1 ? 'keeps' : 'keep';
}

export function missVerb(value: number | null): string {
  return value === 1 ? 'misses' : 'miss';
}

function after(why: string | null): string {
  return why ? ` ${why}` : '';
}

function whyEnded({ end }: CapacityResult): string | null {
  switch (end) {
    case 'precise':
    case 'leastMisses':
      return null;
    case 'mostReached':
      return 'It was not asked for more.';
    case 'stepsUsedUp':
      return 'The steps were used up.';
    case 'timeUsedUp':
      return 'The time was used up.';
    case 'requestsUsedUp':
      return 'The next step would have gone beyond the requests that one search may send.';
    case 'stopped':
      return 'The search was stopped.';
    case 'failed':
      return 'The search failed before its end.';
  }
}

/** One piece of evidence as a line: "p95Ms<2000: 3 of 120 beyond, 5.00 % may be". */
export function evidenceText(evidence: CapacityEvidence): string {
  if (evidence.kind === 'threshold') {
    const { text, beyond, samples, allowedShare } = evidence;
    const count = Math.round(beyond).toLocaleString('en');
    return `${text}: ${count} of ${samples.toLocaleString('en')} beyond, ${formatPercent(allowedShare)} may be`;
  }
  return evidence.sign === 'dropped'
    ? `${evidence.observed.toLocaleString('en')} arrivals found no room: too many were open already`
    : `open requests kept growing, by ${formatPercent(evidence.observed)} of the arrivals`;
}
