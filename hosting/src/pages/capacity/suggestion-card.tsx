import { type CapacitySearch, capacityValues, suggestSettings } from '@proving-ground/shared';
import { useId, useState } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { counted } from '../../format/counted.ts';
import { formatKnownUsd } from '../../format/money.ts';
import { numberOf } from '../../format/number-of.ts';
import { PRICE_NOTE } from '../../format/service-cost.ts';
import { LinkButton } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { DeployIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { suggestedHref } from '../deploy/suggested-spec.ts';

/** What to set for a wanted rate, by what was measured, and the way to deploy it. */
export function SuggestionCard({ search }: { readonly search: CapacitySearch }) {
  const { data, session } = useApi();
  const { target, status, bounds, steps } = search;
  const deployment = useLive(() => data.deployment(target.deploymentId), target.deploymentId);
  const id = useId();
  const figures = capacityValues(steps).find(({ value }) => value === bounds.meets)?.step.figures;
  const [wanted, setWanted] = useState<string | null>(null);
  if (status === 'running' || !figures || !target.backend) return null;
  if (deployment.kind === 'loading') {
    return (
      <section class="card" aria-label="What to set">
        <Skeleton lines={10} label="Loading what to set" />
      </section>
    );
  }
  if (deployment.kind !== 'ready') {
    return (
      <Notice>What to set for a wanted rate cannot be said: the deployment that was measured cannot be read.</Notice>
    );
  }
  const text = wanted ?? String(Number((figures.answersPerSecond * 2).toPrecision(2)));
  const { parallelRequests } = deployment.value.spec.backend;
  const suggestion = suggestSettings({ figures, target, parallelRequests, wantedPerSecond: numberOf(text) });
  return (
    <section class="card capacity-suggestion" aria-labelledby={id}>
      <h2 id={id}>What to set</h2>
      <TextField
        label="I want to serve"
        numeric
        unit="answers/s"
        hint="With the same thresholds, scenario and model."
        value={text}
        error={suggestion ? undefined : 'Write a number above 0.'}
        onValue={setWanted}
      />
      {suggestion && (
        <>
          <Facts
            facts={[
              { name: 'Concurrency', value: `${suggestion.backend.concurrency} on the model server` },
              { name: 'In parallel', value: `${suggestion.backend.parallelRequests} (OLLAMA_NUM_PARALLEL)` },
              { name: 'Instances', value: `at most ${suggestion.backend.maxInstances} of the model server` },
              {
                name: 'Agent',
                value: `at most ${counted(suggestion.agent.maxInstances, 'instance')}`,
              },
              { name: 'Cost', value: `${formatKnownUsd(suggestion.costUsdPerHour)} an hour with all of them busy` },
            ]}
          />
          {suggestion.mostPerSecond !== null && (
            <Notice>
              {`That is more than one service can have instances for: all of them serve about ${Number(suggestion.mostPerSecond.toPrecision(3))} answers a second.`}
            </Notice>
          )}
          <ul class="capacity-reasons">
            {suggestion.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
          <p class="field-hint">{PRICE_NOTE}</p>
          {session.may('operator') && (
            <p>
              <LinkButton href={suggestedHref(target.deploymentId, suggestion)}>
                <DeployIcon />
                Deploy with these
              </LinkButton>
            </p>
          )}
        </>
      )}
    </section>
  );
}
