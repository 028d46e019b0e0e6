import type { Deployment } from '@proving-ground/shared';
import { CopyButton } from '../../ui/copy-button.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';

/** Where the pair came from, where it answers by itself, and what it replaced. */
export function ReleaseCard({ deployment }: { readonly deployment: Deployment }) {
  const { pairOf, kind, replaced, revisions } = deployment;
  const facts: Fact[] = [
    ...(pairOf
      ? [{ name: kind === 'delete' ? 'Deletes' : 'Pair of', value: <a href={`/deployments/${pairOf}`}>{pairOf}</a> }]
      : []),
    ...(replaced?.agent ? [{ name: 'Replaced', value: <code>{replaced.agent}</code> }] : []),
    ...(kind === 'delete' ? [] : tagFacts('Agent by its tag', revisions.agent?.tagUrl)),
    ...(kind === 'delete' ? [] : tagFacts('Model server by its tag', revisions.backend?.tagUrl)),
  ];
  if (facts.length === 0) return null;
  return (
    <section class="card release" aria-labelledby="release-title">
      <header class="card-header">
        <h2 id="release-title">Release</h2>
      </header>
      <Facts facts={facts} />
    </section>
  );
}

/** Private as the services are: the address is for copying. */
function tagFacts(name: string, url: string | null | undefined): readonly Fact[] {
  if (!url) return [];
  return [
    {
      name,
      value: (
        <span class="copyable">
          <code>{url.replace(/^https?:\/\//, '')}</code>
          <CopyButton text={url} what="the URL" />
        </span>
      ),
    },
  ];
}
