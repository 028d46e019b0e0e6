import type { Deployment } from '@proving-ground/shared';
import { formatInstant } from '../../format/instant.ts';
import { switchKind } from '../../releases/kind-text.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { ReplacedRevision } from './replaced-revision.tsx';

/** Where the pair came from, where it answers by itself, and what it replaced. */
export function ReleaseCard(props: { readonly deployment: Deployment; readonly pair: Deployment | null }) {
  const { deployment, pair } = props;
  const { kind, replaced, revisions, spec } = deployment;
  const tags = kind === 'delete' ? [] : [...tagFacts('agent', revisions), ...tagFacts('backend', revisions)];
  const facts: Fact[] = [
    ...pairFacts(deployment, pair),
    ...groupFacts(deployment),
    ...(['agent', 'backend'] as const).flatMap((service) => {
      const before = replaced?.[service];
      // A release of the agent alone moves the traffic of the model server to where it was.
      if (!before || before === revisions[service]?.revision) return [];
      const name = service === 'agent' ? 'Replaced' : 'Replaced model server';
      return [{ name, value: <ReplacedRevision service={service} revision={before} /> }];
    }),
    ...tags,
  ];
  if (facts.length === 0) return null;
  return (
    <section class="card release" aria-labelledby="release-title">
      <header class="card-header">
        <h2 id="release-title">Release</h2>
      </header>
      <Facts facts={facts} />
      {tags.length > 0 && (
        <p class="field-hint release-hint">
          A tag leads to this very revision, with traffic or without.{' '}
          {spec.agent.isPublic
            ? 'The model server is private: its address is for copying, a browser is refused there.'
            : 'Both services are private: the addresses are for copying, a browser is refused there.'}
        </p>
      )}
    </section>
  );
}

const PAIR_NAMES = { rollback: 'Brings back', promotion: 'Promotes', unknown: 'Pair of' } as const;

function pairFacts({ kind, pairOf }: Deployment, pair: Deployment | null): readonly Fact[] {
  if (!pairOf) return [];
  const value = (
    <>
      <a href={`/deployments/${pairOf}`}>{pairOf}</a>
      {pair && <>, {formatInstant(pair.createdAt)}</>}
    </>
  );
  return [{ name: kind === 'delete' ? 'Deletes' : PAIR_NAMES[switchKind(pair)], value }];
}

function groupFacts({ release }: Deployment): readonly Fact[] {
  if (!release) return [];
  const value = (
    <a href={`/releases/${release.id}`}>
      {release.regions.length} regions: {release.regions.join(', ')}
    </a>
  );
  return [{ name: 'One of', value }];
}

const TAG_NAMES = {
  agent: { name: 'Agent by its tag', what: "the agent's tag URL" },
  backend: { name: 'Model server by its tag', what: "the model server's tag URL" },
} as const;

function tagFacts(service: 'agent' | 'backend', revisions: Deployment['revisions']): readonly Fact[] {
  const url = revisions[service]?.tagUrl;
  if (!url) return [];
  const { name, what } = TAG_NAMES[service];
  const value = (
    <span class="copyable">
      <code>{url.replace(/^https?:\/\//, '')}</code>
      <CopyButton text={url} what={what} />
    </span>
  );
  return [{ name, value }];
}
