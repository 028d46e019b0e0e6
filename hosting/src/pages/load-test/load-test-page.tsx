import { concludeLoadTest, type LoadTargetRecord, type LoadTest, MODEL_CATALOGUE } from '@proving-ground/shared';
import { useMemo } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { useLoadFigures } from '../../load-view/use-load-figures.ts';
import { type ObservationsState, type SeenService, useObservations } from '../../load-view/use-observations.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RecordPage } from '../../ui/record-page.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { LoadTestFigures } from './load-test-figures.tsx';
import { LoadTestHeader } from './load-test-header.tsx';
import { LoadTestNotices } from './load-test-notices.tsx';
import { ScalingSection } from './scaling-section.tsx';
import { TestedCard } from './tested-card.tsx';
import './load-test-page.css';

/** `/load-tests/:id`: one load test, followed live and read afterwards. */
export function LoadTestPage() {
  const { loads } = useApi();
  const id = useRoute().params['id'] ?? '';
  const state = useLive(() => loads.loadTest(id), id);
  const targets = useLive(() => loads.targets(), 'targets');
  const figures = useLoadFigures(id);
  const observations = useObservations(id);
  const isWaiting = [targets, figures, observations].some(({ kind }) => kind === 'loading');
  const missing = (
    <EmptyState isPage title="No such load test" action={<LinkButton href="/load-tests">All load tests</LinkButton>}>
      There is no load test <code>{id}</code> in this project.
    </EmptyState>
  );
  return (
    <RecordPage kind="Load test" state={state} isWaiting={isWaiting} missing={missing}>
      {(test) => (
        <LoadTestView
          key={id}
          test={test}
          targets={targets.kind === 'ready' ? targets.value.items : null}
          figures={figures}
          observations={observations}
        />
      )}
    </RecordPage>
  );
}

const NOTHING_SEEN: readonly SeenService[] = [];

function LoadTestView(props: {
  readonly test: LoadTest;
  /** With their baselines; null where they cannot be read. */
  readonly targets: readonly LoadTargetRecord[] | null;
  readonly figures: ReturnType<typeof useLoadFigures>;
  readonly observations: ObservationsState;
}) {
  const { test, targets, figures, observations } = props;
  useTitle(`Load test of ${MODEL_CATALOGUE[test.target.model].label}`);
  const result = figures.kind === 'ready' ? figures.result : null;
  const seen = observations.kind === 'ready' ? observations.seen : NOTHING_SEEN;
  const conclusion = useMemo(() => concludeLoadTest(test, { result, seen }), [test, result, seen]);
  return (
    <>
      <LoadTestHeader test={test} targets={targets} figures={figures} conclusion={conclusion} />
      <div class="load-test">
        <LoadTestNotices test={test} />
        <LoadTestFigures test={test} figures={figures} retry={figures.retry}>
          <ScalingSection test={test} result={result} observations={observations} conclusion={conclusion} />
        </LoadTestFigures>
        <TestedCard test={test} />
      </div>
    </>
  );
}
