import { useGpuPrices } from '../../api/use-gpu-prices.ts';
import { formatKnownUsd } from '../../format/money.ts';
import { formatResources } from '../../format/resources.ts';
import { PRICE_NOTE } from '../../format/service-cost.ts';
import { costOfForm } from './cost-of-form.ts';
import type { DeployForm } from './deploy-form.ts';

/** What the deployment will cost an hour, in all its regions; only of what is a number by now. */
export function CostSummary({ form }: { readonly form: DeployForm }) {
  const { services, isFilledIn, busyUsdPerHour } = costOfForm(form, useGpuPrices());
  const regionCount = form.regions.length;
  const total = busyUsdPerHour === null ? null : busyUsdPerHour * regionCount;
  return (
    <section class="card summary-card" aria-labelledby="cost-title">
      <h2 id="cost-title">Estimated cost</h2>
      <p class="figure">
        {isFilledIn && regionCount > 0 ? formatKnownUsd(total) : '–'} {total !== null && <small>an hour at work</small>}
      </p>
      {regionCount > 1 && isFilledIn && (
        <p class="field-hint">{`${formatKnownUsd(busyUsdPerHour)} in each of ${regionCount} regions.`}</p>
      )}
      <ul>
        {services.map(({ name, resources, cost, isFilledIn: isServiceFilledIn }) => (
          <li key={name}>
            <strong>{name}</strong>
            {isServiceFilledIn ? (
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
      {busyUsdPerHour === null && (
        <p class="field-hint">
          No verified list price: enter yours under <a href="/spending">Spending</a>. While a cap is set, a deployment
          of unknown cost is refused.
        </p>
      )}
      <p class="field-hint">{PRICE_NOTE}</p>
    </section>
  );
}
