import { type CapacitySearch, MODEL_CATALOGUE } from '@proving-ground/shared';
import { useRoute } from 'preact-iso';
import { useCapacityData } from '../../api/use-capacity-data.ts';
import { useLive } from '../../api/use-live.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { RecordPage } from '../../ui/record-page.tsx';
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
  const state = useLive(() => capacity.search(id), id);
  const missing = (
    <EmptyState isPage title="No such search" action={<LinkButton href="/capacity">All searches</LinkButton>}>
      There is no capacity search <code>{id}</code> in this project.
    </EmptyState>
  );
  return (
    <RecordPage kind="Capacity search" state={state} missing={missing}>
      {(search) => <CapacitySearchView key={id} search={search} />}
    </RecordPage>
  );
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
        <SuggestionCard search={search} />
        <CapacityChart search={search} />
        <StepTable search={search} />
      </div>
    </>
  );
}
