import { type CapacitySpec, estimateCapacity, type LoadTestTarget } from '@proving-ground/shared';
import { formatDuration } from '../../format/duration.ts';
import { formatUsdRange } from '../../format/money.ts';
import { PRICE_NOTE } from '../../format/service-cost.ts';
import { Facts } from '../../ui/facts.tsx';

/** What the search will come to; only once all of it is filled in. */
export function CapacityEstimateCard(props: {
  readonly spec: CapacitySpec | null;
  readonly target: LoadTestTarget | null;
}) {
  const { spec, target } = props;
  const estimate = spec && target && estimateCapacity(spec, target);
  return (
    <section class="card summary-card" aria-labelledby="estimate-title">
      <h2 id="estimate-title">Estimate</h2>
      <p class="figure">
        {estimate ? formatUsdRange(estimate.costUsd) : '–'} <small>for this search</small>
      </p>
      {estimate ? (
        <Facts
          facts={[
            {
              name: 'Likely',
              value: `${estimate.likelySteps} steps, ${formatDuration(estimate.likelySeconds * 1_000)}`,
            },
            { name: 'At most', value: formatDuration(estimate.mostSeconds * 1_000) },
            { name: 'Requests', value: `at most ${estimate.mostRequests.toLocaleString('en')}` },
          ]}
        />
      ) : (
        <p class="field-hint">{target ? 'It comes when every field is right.' : 'It needs a target that is live.'}</p>
      )}
      <p class="field-hint">
        From the likely time on one instance of each service to the longest time on all that it may have. {PRICE_NOTE}
      </p>
    </section>
  );
}
