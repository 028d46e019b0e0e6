import type { Deployment } from '@proving-ground/shared';
import { useRoute } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import type { LiveList } from '../../api/live-state.ts';
import { useLive } from '../../api/use-live.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RecordPage } from '../../ui/record-page.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { regionLines } from './region-lines.ts';
import { RegionTable } from './region-table.tsx';
import { releaseSummary, releaseTitle } from './release-text.ts';
import { RollbackRelease } from './rollback-release.tsx';
import './release-page.css';

/** `/releases/:id`: one release in several regions, each followed live. */
export function ReleasePage() {
  const { data } = useApi();
  const id = useRoute().params['id'] ?? '';
  const state = useLive(() => data.release(id), id);
  return (
    <RecordPage kind="Release" state={state} missing={<NoSuchRelease id={id} />}>
      {(release) => <Found key={id} id={id} release={release} />}
    </RecordPage>
  );
}

function Found({ id, release }: { readonly id: string; readonly release: LiveList<Deployment> }) {
  const { items: deployments, unreadableIds } = release;
  const { data } = useApi();
  const services = useLive(() => data.services(), 'services');
  const live = services.kind === 'ready' ? services.value.items : null;
  const [first] = deployments;
  useTitle(first ? releaseTitle(deployments) : 'Release');
  if (!first && unreadableIds.length === 0) return <NoSuchRelease id={id} />;
  return (
    <>
      <PageHeader
        title={first ? releaseTitle(deployments) : 'Release'}
        lead={<span role="status">{releaseSummary(deployments)}</span>}
        actions={live && <RollbackRelease releaseId={id} deployments={deployments} services={live} />}
      />
      {unreadableIds.length > 0 && (
        <Notice>
          {`Not shown, because another version wrote it: ${unreadableIds.join(', ')}. Reload the page; if it stays, deploy the console and the functions together.`}
        </Notice>
      )}
      <RegionTable lines={regionLines(deployments)} services={live} />
      <p class="field-hint release-note">
        Each region builds, is checked and goes live by itself: one that fails holds up no other. What can be done with
        one of them is on its own page.
      </p>
    </>
  );
}

function NoSuchRelease({ id }: { readonly id: string }) {
  return (
    <EmptyState isPage title="No such release" action={<LinkButton href="/deployments">All deployments</LinkButton>}>
      There is no release <code>{id}</code> in this project.
    </EmptyState>
  );
}
