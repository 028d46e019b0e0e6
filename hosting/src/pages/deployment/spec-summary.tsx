import { type Deployment, type GpuPrices, MODEL_CATALOGUE } from '@proving-ground/shared';
import { useGpuPrices } from '../../api/use-gpu-prices.ts';
import { formatInstant } from '../../format/instant.ts';
import { formatResources } from '../../format/resources.ts';
import { serviceCost } from '../../format/service-cost.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { gateSummary } from './gate-summary.ts';

/** What was asked for, by whom and when. */
export function SpecSummary({ deployment }: { readonly deployment: Deployment }) {
  const { spec, requestedBy, createdAt, endedAt, id, revisions, agentVersion } = deployment;
  const prices = useGpuPrices();
  const backend = { ...spec.backend };
  const agent = { ...spec.agent, gpuType: null };
  return (
    <section class="card spec" aria-labelledby="spec-title">
      <header class="card-header">
        <h2 id="spec-title">What was asked for</h2>
      </header>
      <Facts
        facts={[
          { name: 'Model', value: `${MODEL_CATALOGUE[spec.model].label} (${spec.model})` },
          { name: 'Region', value: spec.region },
          { name: 'Requested by', value: requestedBy.email ?? requestedBy.uid },
          { name: 'Requested', value: <time dateTime={createdAt}>{formatInstant(createdAt)}</time> },
          ...(spec.gate ? [{ name: 'Load gate', value: gateSummary(spec.gate) }] : []),
          ...(endedAt ? [{ name: 'Ended', value: <time dateTime={endedAt}>{formatInstant(endedAt)}</time> }] : []),
          {
            name: 'Deployment',
            value: (
              <span class="copyable">
                <code>{id}</code>
                <CopyButton text={id} what="the deployment's id" />
              </span>
            ),
          },
        ]}
      />
      <h3>Model server</h3>
      <Facts
        facts={[
          { name: 'Service', value: <code>{backend.serviceName}</code> },
          ...revisionFact(revisions.backend?.revision),
          { name: 'Resources', value: formatResources(backend) },
          { name: 'Concurrency', value: `${backend.concurrency}, ${backend.parallelRequests} in parallel` },
          ...scaleFacts(backend, prices),
        ]}
      />
      <h3>Agent</h3>
      <Facts
        facts={[
          { name: 'Service', value: <code>{agent.serviceName}</code> },
          ...revisionFact(revisions.agent?.revision),
          {
            name: 'Profile',
            value: agentVersion ? `Version ${agentVersion.version}: ${agentVersion.profile.name}` : 'Shipped',
          },
          { name: 'Resources', value: formatResources(agent) },
          { name: 'Concurrency', value: agent.concurrency },
          ...scaleFacts(agent, prices),
        ]}
      />
    </section>
  );
}

function revisionFact(revision: string | undefined): readonly Fact[] {
  return revision ? [{ name: 'Revision', value: <code>{revision}</code> }] : [];
}

type ScaledService = Parameters<typeof serviceCost>[0] &
  Pick<Deployment['spec']['agent'], 'timeoutSeconds' | 'env' | 'labels'>;

function scaleFacts(service: ScaledService, prices: GpuPrices): readonly Fact[] {
  return [
    { name: 'Most instances', value: service.maxInstances },
    { name: 'Timeout', value: `${service.timeoutSeconds} s` },
    { name: 'Cost', value: serviceCost(service, prices).busyText },
    ...pairFact('Variables', service.env),
    ...pairFact('Labels', service.labels),
  ];
}

/** Values of variables may be secret: only names are shown. */
function pairFact(name: 'Variables' | 'Labels', pairs: Readonly<Record<string, string>>): readonly Fact[] {
  const entries = Object.entries(pairs);
  if (entries.length === 0) return [];
  const texts = entries.map(([key, value]) => (name === 'Labels' ? `${key}=${value}` : key));
  return [{ name, value: <code>{texts.join(', ')}</code> }];
}
