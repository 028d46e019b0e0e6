import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useRecentDeployments } from '../../releases/use-recent-deployments.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { comparableReleases } from './comparable-releases.ts';
import { ComparedChats } from './compared-chats.tsx';
import './chat-compare-page.css';
import '../chat/chat-page.css';

/** `/chat-compare`: two releases asked the same; `?left=<chat>&right=<chat>` once something has been asked. */
export function ChatComparePage() {
  useTitle('Compare releases');
  const { left, right } = useLocation().query;
  const { deployments, failure } = useRecentDeployments();
  const [draft] = useState(() => ({ left: crypto.randomUUID(), right: crypto.randomUUID() }));
  const recorded = left && right ? { left, right } : null;
  const ids = recorded ?? draft;
  const releases = comparableReleases(deployments);
  return (
    <>
      <PageHeader
        title="Compare releases"
        lead="One question, asked of two releases by their tags. Both answers are kept among your chats."
        actions={<LinkButton href="/chat">All chats</LinkButton>}
      />
      {failure && <FailurePanel failure={failure} />}
      {!recorded && !failure && releases.length < 2 ? (
        <EmptyState title="Two releases are needed" action={<LinkButton href="/deploy">Deploy another</LinkButton>}>
          Each deployment that was live, or is held, can be asked by its tag as long as its revisions are there.
        </EmptyState>
      ) : (
        <ComparedChats key={`${ids.left} ${ids.right}`} ids={ids} isRecorded={recorded !== null} releases={releases} />
      )}
    </>
  );
}
