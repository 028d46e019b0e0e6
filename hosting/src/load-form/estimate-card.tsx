import { estimateLoad, type LoadSpec, type LoadTestTarget } from '@proving-ground/shared';
import { formatUsdRange } from '../format/money.ts';
import { PRICE_NOTE } from '../format/service-cost.ts';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';

/** What the load test will come to; only once all of it is filled in. */
export function EstimateCard(props: {
  readonly spec: LoadSpec | null;
  readonly target: LoadTestTarget | null;
  /** Null: as many as the load needs. */
  readonly shardCount: number | null;
}) {
  const { spec, target } = props;
  const estimate = spec && target && estimateLoad(spec, target);
  return (
    <>
      <section class="card summary-card" aria-labelledby="estimate-title">
        <h2 id="estimate-title">Estimate</h2>
        <p class="figure">
          {estimate ? formatUsdRange(estimate.costUsd) : '–'} <small>for this test</small>
        </p>
        {estimate ? (
          <Facts
            facts={[
              { name: 'Requests', value: `at most ${estimate.mostRequests.toLocaleString('en')}` },
              { name: 'Open at once', value: `at most ${estimate.mostInFlight.toLocaleString('en')}` },
              { name: 'Agent takes', value: `${estimate.agentCapacity.toLocaleString('en')} at once` },
              {
                name: 'Model takes',
                value:
                  estimate.backendCapacity === null
                    ? 'not known: its server is not live'
                    : `${estimate.backendCapacity.toLocaleString('en')} at once`,
              },
              { name: 'Shards', value: String(props.shardCount ?? estimate.shardCount) },
            ]}
          />
        ) : (
          <p class="field-hint">{target ? 'It comes when every field is right.' : 'It needs a target that is live.'}</p>
        )}
        <p class="field-hint">From one instance of each service to all that it may have. {PRICE_NOTE}</p>
      </section>
      <div class="form-warnings" role="status">
        {estimate?.warnings.map((warning) => (
          <Notice key={warning}>{warning}</Notice>
        ))}
      </div>
    </>
  );
}
