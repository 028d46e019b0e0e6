import { type LoadTest, MODEL_CATALOGUE } from '@proving-ground/shared';
import { useRoute } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { useLoadFigures } from '../../load-view/use-load-figures.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { LoadTestFigures } from './load-test-figures.tsx';
import { LoadTestHeader } from './load-test-header.tsx';
import { LoadTestNotices } from './load-test-notices.tsx';
import { TestedCard } from './tested-card.tsx';
import './load-test-page.css';

/** `/load-tests/:id`: one load test, followed live and read afterwards. */
export function LoadTestPage() {
  const { loads } = useApi();
  const id = useRoute().params['id'] ?? '';
  const test = useLive(() => loads.loadTest(id), id);
  useTitle('Load test');
  switch (test.kind) {
    case 'loading':
      return <Skeleton lines={14} label="Loading the load test" />;
    case 'missing':
      return (
        <EmptyState title="No such load test" action={<LinkButton href="/load-tests">All load tests</LinkButton>}>
          There is no load test <code>{id}</code> in this project.
        </EmptyState>
      );
    case 'failed':
      return (
        <FailurePanel failure={test.failure}>
          <Button onClick={test.retry}>Try again</Button>
        </FailurePanel>
      );
    case 'ready':
      return <LoadTestView key={id} test={test.value} />;
  }
}

function LoadTestView({ test }: { readonly test: LoadTest }) {
  useTitle(`Load test of ${MODEL_CATALOGUE[test.target.model].label}`);
  const figures = useLoadFigures(test.id);
  return (
    <>
      <LoadTestHeader test={test} figures={figures} />
      <div class="load-test">
        <LoadTestNotices test={test} />
        <LoadTestFigures test={test} figures={figures} retry={figures.retry} />
        <TestedCard test={test} />
      </div>
    </>
  );
}
