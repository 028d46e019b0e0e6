import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { AgentEditor } from './agent-editor.tsx';
import { type LiveVersion, liveVersions } from './saved-versions.ts';
import './agent-page.css';

/** `/agent`, and `/agent?service=<name>` where there are several: who people talk to, in versions. */
export function AgentPage() {
  useTitle('Agent');
  return (
    <>
      <PageHeader
        title="Agent"
        lead="Who people talk to. Each change is a version; a version goes live as a release that its own checks must pass."
      />
      <Agents />
    </>
  );
}

function Agents() {
  const { data } = useApi();
  const { query } = useLocation();
  const services = useLive(() => data.services(), 'services');
  switch (services.kind) {
    case 'loading':
      return <Skeleton lines={12} label="Loading the agents" />;
    case 'failed':
      return (
        <FailurePanel failure={services.failure}>
          <Button onClick={services.retry}>Try again</Button>
        </FailurePanel>
      );
    case 'missing':
    case 'ready': {
      const items = services.kind === 'ready' ? services.value.items : [];
      const names = [...new Set(items.filter(({ kind }) => kind === 'agent').map(({ name }) => name))].sort();
      const name = names.find((each) => each === query['service']) ?? names[0];
      if (name === undefined) return <NoAgent />;
      return (
        <>
          {names.length > 1 && <AgentLinks names={names} chosen={name} />}
          <Versions key={name} agentServiceName={name} live={liveVersions(items, name)} />
        </>
      );
    }
  }
}

function Versions(props: { readonly agentServiceName: string; readonly live: readonly LiveVersion[] }) {
  const { data } = useApi();
  const versions = useLive(() => data.agentVersions(props.agentServiceName), props.agentServiceName);
  switch (versions.kind) {
    case 'loading':
      return <Skeleton lines={12} label="Loading the versions" />;
    case 'failed':
      return (
        <FailurePanel failure={versions.failure}>
          <Button onClick={versions.retry}>Try again</Button>
        </FailurePanel>
      );
    case 'missing':
    case 'ready': {
      const { items, unreadableIds } = versions.kind === 'ready' ? versions.value : { items: [], unreadableIds: [] };
      return (
        <>
          {unreadableIds.length > 0 && (
            <Notice>
              {`${unreadableIds.length} of the versions cannot be shown: another version of the functions wrote them.`}
            </Notice>
          )}
          <AgentEditor {...props} versions={items} />
        </>
      );
    }
  }
}

function AgentLinks({ names, chosen }: { readonly names: readonly string[]; readonly chosen: string }) {
  return (
    <nav class="filters" aria-label="Agents">
      {names.map((name) => (
        <a key={name} href={`/agent?service=${name}`} aria-current={name === chosen ? 'true' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

function NoAgent() {
  return (
    <EmptyState title="No agent yet" action={<LinkButton href="/deploy">Deploy</LinkButton>}>
      The first deployment brings the zoo guide. Then its name, persona and questions can be changed here.
    </EmptyState>
  );
}
