import {
  type CapacitySearch,
  capacityConclusion,
  capacityUnit,
  capacityValues,
  capacityValueText,
  formatPercent,
  formatRate,
  keepVerb,
  missVerb,
} from '@proving-ground/shared';
import { useId } from 'preact/hooks';
import { formatLatency } from '../../format/duration.ts';
import { formatUsdRange } from '../../format/money.ts';
import { PRICE_NOTE } from '../../format/service-cost.ts';
import { Facts } from '../../ui/facts.tsx';

/** The answer, or what is known of it so far. */
export function FoundCard({ search }: { readonly search: CapacitySearch }) {
  const { spec, bounds, result, steps } = search;
  const id = useId();
  const { meets, misses } = bounds;
  const found = capacityValues(steps).find(({ value }) => value === meets);
  const figures = found?.step.figures;
  const cost = result?.costUsdPer1000Answers;
  return (
    <section class="card capacity-found" aria-labelledby={id}>
      <h2 id={id}>{result ? 'Found' : 'Known so far'}</h2>
      <p class="figure">
        {meets === null ? '–' : `${result && misses === null ? 'at least ' : ''}${meets}`}{' '}
        <small>{capacityUnit(spec, meets)}</small>
      </p>
      <p>{capacityConclusion(search) ?? knownText(search)}</p>
      {figures && (
        <Facts
          facts={[
            { name: 'Answers', value: `${formatRate(figures.answersPerSecond)} a second` },
            ...(figures.p95Ms
              ? [
                  {
                    // The tries are judged together, but percentiles do not add up.
                    name: found && found.attempts > 1 ? 'p95, last try' : 'p95',
                    value: `${formatLatency(figures.p95Ms.value)} (${formatLatency(figures.p95Ms.low)} to ${formatLatency(figures.p95Ms.high)})`,
                  },
                ]
              : []),
            ...(found?.thresholds ?? []).map(({ text, beyond, samples }) => ({
              name: text,
              value: `missed by ${Math.round(beyond).toLocaleString('en')} of ${samples.toLocaleString('en')}, ${formatPercent(beyond / samples)}`,
            })),
            { name: 'Errors', value: formatPercent(figures.errorRate) },
            { name: 'Open at once', value: `${formatRate(figures.meanInFlight)} on average` },
            ...(cost ? [{ name: '1,000 answers', value: formatUsdRange(cost) }] : []),
          ]}
        />
      )}
      {cost && (
        <p class="field-hint">
          At that rate all the time, from one instance of each service to all that it may have. {PRICE_NOTE}
        </p>
      )}
    </section>
  );
}

function knownText({ spec, bounds }: CapacitySearch): string {
  const { meets, misses } = bounds;
  if (meets === null && misses === null) return 'No step has been judged yet.';
  if (meets === null)
    return `${capacityValueText(spec, misses ?? 0)} ${missVerb(misses)} the thresholds; less is tried.`;
  if (misses === null) return `${capacityValueText(spec, meets)} ${keepVerb(meets)} the thresholds; more is tried.`;
  return `The capacity lies between ${meets} and ${capacityValueText(spec, misses)}.`;
}
