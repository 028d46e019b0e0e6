import { type GpuPrices, liveCostUsdPerHour, MODEL_CATALOGUE, sumKnown } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useGpuPrices } from '../../api/use-gpu-prices.ts';
import { formatAgo, formatInstant } from '../../format/instant.ts';
import { formatKnownUsd } from '../../format/money.ts';
import { formatResources } from '../../format/resources.ts';
import { PRICE_NOTE, serviceCost } from '../../format/service-cost.ts';
import { HealthStrip } from '../../health/health-strip.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { ChatIcon } from '../../ui/icons.tsx';
import { secondsClock } from '../../ui/seconds-clock.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { RunningPair, RunningService } from './running-pairs.ts';

/** One live pair: what it is, where, since when and what it costs. */
export function PairCard(props: { readonly pair: RunningPair; readonly mayRollBack: boolean }) {
  const { pair, mayRollBack } = props;
  const { session } = useApi();
  const services = [pair.backend, pair.agent].filter((service) => service !== null);
  const first = services[0];
  if (!first) return null;
  const { model, since } = first.current;
  const titleId = `pair-${pair.deploymentId}`;
  const prices = useGpuPrices();
  const busyUsd = sumKnown(services.map(({ current }) => liveCostUsdPerHour(current, prices)));
  return (
    <section class="card" aria-labelledby={titleId}>
      <header class="pair-header">
        <div>
          <h2 id={titleId}>{MODEL_CATALOGUE[model].label}</h2>
          <p class="headline">
            <StatusBadge status="live" />
            <span>{first.region}</span>
            <time dateTime={since} title={formatInstant(since)}>
              since {formatAgo(since, secondsClock.value)}
            </time>
            <span>
              served by <a href={`/deployments/${pair.deploymentId}`}>deployment {pair.deploymentId}</a>
            </span>
          </p>
        </div>
        <p class="figure pair-cost" title={PRICE_NOTE}>
          {formatKnownUsd(busyUsd)} <small>{busyUsd === null ? 'what it costs' : 'an hour at work'}</small>
        </p>
        <div class="actions">
          {session.may('operator') && (
            <>
              {mayRollBack && <LinkButton href="/deployments?status=live">Roll back</LinkButton>}
              <LinkButton href={`/deploy?from=${pair.deploymentId}`}>Deploy again with changes</LinkButton>
            </>
          )}
          {pair.agent && (
            <LinkButton variant="primary" href={`/chat?agent=${pair.agent.region}~${pair.agent.name}`}>
              <ChatIcon />
              Chat
            </LinkButton>
          )}
        </div>
      </header>
      {pair.agent && <HealthStrip region={pair.agent.region} name={pair.agent.name} />}
      <div class="pair-services">
        {services.map((service) => (
          <ServiceFacts key={service.name} service={service} prices={prices} />
        ))}
      </div>
    </section>
  );
}

function ServiceFacts(props: { readonly service: RunningService; readonly prices: GpuPrices }) {
  const { kind, name, current } = props.service;
  const cost = serviceCost(current, props.prices);
  return (
    <section>
      <h3>
        {kind === 'backend' ? 'Model server' : 'Agent'} <code>{name}</code>
      </h3>
      <Facts
        facts={[
          { name: 'Revision', value: <code>{current.revision}</code> },
          ...(kind === 'agent' ? [{ name: 'Profile', value: <Profile current={current} /> }] : []),
          { name: 'URL', value: <Url url={current.url} /> },
          { name: 'Resources', value: formatResources(current) },
          { name: 'Instances', value: `0 to ${current.maxInstances}, ${current.concurrency} requests each` },
          { name: 'Busy', value: cost.busyText },
          { name: 'Idle', value: cost.idleText },
        ]}
      />
    </section>
  );
}

/** Who the agent is, with the way to change it. */
function Profile({ current }: Pick<RunningService, 'current'>) {
  const { agentVersion } = current;
  return (
    <a href="/agent">{agentVersion ? `${agentVersion.name}, version ${agentVersion.version}` : 'Gem, as shipped'}</a>
  );
}

/** Private services: the address is for copying, a browser would only be refused. */
function Url({ url }: { readonly url: string }) {
  return (
    <span class="copyable">
      <code>{url.replace(/^https?:\/\//, '')}</code>
      <CopyButton text={url} what="the URL" />
    </span>
  );
}
