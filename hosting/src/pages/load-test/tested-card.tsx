import { type LoadTest, MODEL_CATALOGUE, shortDigest, type TestedService } from '@proving-ground/shared';
import { formatUsd, formatUsdRange } from '../../format/money.ts';
import { formatResources } from '../../format/resources.ts';
import { PRICE_NOTE } from '../../format/service-cost.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';

/** The very images, revisions and sizes that the figures are about, and what the test cost. */
export function TestedCard({ test }: { readonly test: LoadTest }) {
  const { target, headline, id } = test;
  return (
    <section class="card" aria-labelledby="tested-title">
      <header class="card-header">
        <h2 id="tested-title">What was tested</h2>
        <a href={`/deployments/${target.deploymentId}`}>its deployment</a>
      </header>
      <div class="tested-services">
        <TestedFacts title="Agent" service={target.agent} />
        {target.backend ? (
          <TestedFacts title="Model server" service={target.backend} />
        ) : (
          <section>
            <h3>Model server</h3>
            <p class="field-hint">Not recorded: the model server of this deployment was not live any more.</p>
          </section>
        )}
        <section>
          <h3>Test</h3>
          <Facts
            facts={[
              { name: 'Model', value: `${MODEL_CATALOGUE[target.model].label} (${target.model})` },
              { name: 'Region', value: target.region },
              {
                name: 'Load test',
                value: (
                  <span class="copyable">
                    <code>{id}</code>
                    <CopyButton text={id} what="the load test's id" />
                  </span>
                ),
              },
              ...(headline ? [{ name: 'Cost', value: <RunCost costUsd={headline.costUsd} /> }] : []),
            ]}
          />
          {headline && <p class="field-hint">{PRICE_NOTE}</p>}
        </section>
      </div>
    </section>
  );
}

function RunCost({ costUsd }: { readonly costUsd: Parameters<typeof formatUsdRange>[0] }) {
  const isRange = costUsd !== null && costUsd.low !== costUsd.high;
  return (
    <>
      {formatUsdRange(costUsd)}
      {isRange && <small> from one instance each to as many as each may have</small>}
    </>
  );
}

function TestedFacts({ title, service }: { readonly title: string; readonly service: TestedService }) {
  const { name, revision, digest, concurrency, maxInstances, costUsdPerHour } = service;
  return (
    <section>
      <h3>
        {title} <code>{name}</code>
      </h3>
      <Facts
        facts={[
          { name: 'Revision', value: <code>{revision}</code> },
          {
            name: 'Image',
            value: (
              <span class="copyable">
                <code title={digest}>{shortDigest(digest)}</code>
                <CopyButton text={digest} what={`the digest of ${name}`} />
              </span>
            ),
          },
          { name: 'Resources', value: formatResources(service) },
          { name: 'Concurrency', value: `${concurrency} requests an instance` },
          { name: 'Instances', value: `at most ${maxInstances}` },
          {
            name: 'Busy',
            value: costUsdPerHour === null ? 'unknown' : `${formatUsd(costUsdPerHour)} an hour and instance`,
          },
        ]}
      />
    </section>
  );
}
