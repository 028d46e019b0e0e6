import { type CapacitySearch, MODEL_CATALOGUE } from '@proving-ground/shared';
import { useRoute } from 'preact-iso';
import { useCapacityData } from '../../api/use-capacity-data.ts';
import { useLive } from '../../api/use-live.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { CapacityChart } from './capacity-chart.tsx';
import { CapacityHeader } from './capacity-header.tsx';
import { FoundCard } from './found-card.tsx';
import { StepTable } from './step-table.tsx';
import { SuggestionCard } from './suggestion-card.tsx';
import './capacity-page.css';

/** `/capacity/:id`: one search, followed live and read afterwards. */
export function CapacitySearchPage() {
  const capacity = useCapacityData();
  const id = useRoute().params['id'] ?? '';
  const search = useLive(() => capacity.search(id), id);
  useTitle('Capacity search');
  switch (search.kind) {
    case 'loading':
      return <Skeleton lines={14} label="Loading the capacity search" />;
    case 'missing':
      return (
        <EmptyState title="No such search" action={<LinkButton href="/capacity">All searches</LinkButton>}>
          There is no capacity search <code>{id}</code> in this project.
        </EmptyState>
      );
    case 'failed':
      return (
        <FailurePanel failure={search.failure}>
          <Button onClick={search.retry}>Try again</Button>
        </FailurePanel>
      );
    case 'ready':
      return <CapacitySearchView key={id} search={search.value} />;
  }
}

function CapacitySearchView({ search }: { readonly search: CapacitySearch }) {
  useTitle(`Capacity of ${MODEL_CATALOGUE[search.target.model].label}`);
  const { failure } = search;
  return (
    <>
      <CapacityHeader search={search} />
      <div class="capacity">
        {failure && <FailurePanel title="This search failed; what it knew until then stays" failure={failure} />}
        <FoundCard search={search} />
        <CapacityChart search={search} />
        <SuggestionCard search={search} />
        <StepTable search={search} />
      </div>
    </>
  );
}
