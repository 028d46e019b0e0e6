import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LiveView } from '../../ui/live-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { UnreadableNotice } from '../../ui/unreadable-notice.tsx';
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
  return (
    <LiveView state={services} label="Loading the agents" lines={12}>
      {(read) => {
        const items = read?.items ?? [];
        const names = [...new Set(items.filter(({ kind }) => kind === 'agent').map(({ name }) => name))].sort();
        const name = names.find((each) => each === query['service']) ?? names[0];
        if (name === undefined) return <NoAgent />;
        return (
          <>
            {names.length > 1 && <AgentLinks names={names} chosen={name} />}
            <Versions key={name} agentServiceName={name} live={liveVersions(items, name)} />
          </>
        );
      }}
    </LiveView>
  );
}

function Versions(props: { readonly agentServiceName: string; readonly live: readonly LiveVersion[] }) {
  const { data } = useApi();
  const versions = useLive(() => data.agentVersions(props.agentServiceName), props.agentServiceName);
  return (
    <LiveView state={versions} label="Loading the versions" lines={12}>
      {(read) => (
        <>
          <UnreadableNotice count={read?.unreadableIds.length ?? 0} what="versions" />
          <AgentEditor {...props} versions={read?.items ?? []} />
        </>
      )}
    </LiveView>
  );
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
