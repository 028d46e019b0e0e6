import { useLocation } from 'preact-iso';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { ComparedTestCard } from './compared-test-card.tsx';
import { ComparisonView } from './comparison-view.tsx';
import { useComparedTest } from './use-compared-test.ts';
import '../../load-view/load-tables.css';
import './load-compare-page.css';

/** `/load-compare?base=ID&next=ID`: a load test beside an earlier one. */
export function LoadComparePage() {
  const { query } = useLocation();
  const { base, next } = query;
  useTitle('Compare load tests');
  if (!base || !next) {
    return (
      <EmptyState
        isPage
        title="Two load tests are needed"
        action={<LinkButton href="/load-tests">All load tests</LinkButton>}
      >
        Choose a test and the earlier one that it is to be compared with.
      </EmptyState>
    );
  }
  return <Comparison key={`${base} ${next}`} baseId={base} nextId={next} />;
}

function Comparison({ baseId, nextId }: { readonly baseId: string; readonly nextId: string }) {
  const base = useComparedTest(baseId);
  const next = useComparedTest(nextId);
  return (
    <>
      <PageHeader
        title="Compare load tests"
        lead="What changed from the base to the next test, and what is no more than chance."
        actions={
          <LinkButton href={`/load-compare?base=${encodeURIComponent(nextId)}&next=${encodeURIComponent(baseId)}`}>
            Swap
          </LinkButton>
        }
      />
      <div class="load-compare">
        <div class="compared-tests">
          <ComparedTestCard side="Base" compared={base} />
          <ComparedTestCard side="Next" compared={next} />
        </div>
        {(base.kind === 'loading' || next.kind === 'loading') && (
          <Skeleton lines={8} label="Loading the load tests and their figures" />
        )}
        {base.kind === 'ready' && next.kind === 'ready' && <ComparisonView base={base} next={next} />}
      </div>
    </>
  );
}
