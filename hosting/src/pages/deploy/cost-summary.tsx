import { formatUsd } from '../../format/money.ts';
import { numberOf } from '../../format/number-of.ts';
import { formatResources } from '../../format/resources.ts';
import { PRICE_NOTE, serviceCost } from '../../format/service-cost.ts';
import type { DeployForm } from './deploy-form.ts';

/** What the deployment will cost an hour; only of what is a number by now. */
export function CostSummary({ form }: { readonly form: DeployForm }) {
  const services = [
    { name: 'Model server', resources: resourcesOf(form.backend, form.backend.gpuType || null) },
    { name: 'Agent', resources: resourcesOf(form.agent, null) },
  ].map((service) => ({ ...service, cost: serviceCost(service.resources) }));
  const busyUsd = services.reduce((sum, { cost }) => sum + cost.busyUsdPerHour, 0);
  return (
    <section class="card summary-card" aria-labelledby="cost-title">
      <h2 id="cost-title">Estimated cost</h2>
      <p class="figure">
        {Number.isFinite(busyUsd) ? formatUsd(busyUsd) : '–'} <small>an hour at work</small>
      </p>
      <ul>
        {services.map(({ name, resources, cost }) => (
          <li key={name}>
            <strong>{name}</strong>
            {Number.isFinite(cost.busyUsdPerHour) ? (
              <>
                <span>{formatResources(resources)}</span>
                <span>{cost.busyText}</span>
                <span>{cost.idleText}</span>
                {cost.mostText && <span>{cost.mostText}</span>}
              </>
            ) : (
              <span>Fill in its CPU, memory and instances.</span>
            )}
          </li>
        ))}
      </ul>
      <p class="field-hint">{PRICE_NOTE}</p>
    </section>
  );
}

function resourcesOf(service: DeployForm['agent'], gpuType: string | null) {
  return {
    cpuCount: numberOf(service.cpuCount),
    memoryGiB: numberOf(service.memoryGiB),
    maxInstances: numberOf(service.maxInstances),
    gpuType,
  };
}
