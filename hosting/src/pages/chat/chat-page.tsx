import { useLocation } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { type AgentTarget, agentTargets, chooseTarget } from './agent-target.ts';
import { ChatView } from './chat-view.tsx';
import './chat-page.css';

/** `/chat`, and `/chat?agent=<region>~<service>` for a certain agent. */
export function ChatPage() {
  useTitle('Chat');
  const { data, session } = useApi();
  const { query, route } = useLocation();
  const services = useLive(() => data.services(), 'services');
  const signedIn = session.state.value;
  if (services.kind === 'failed') {
    return (
      <FailurePanel failure={services.failure}>
        <Button onClick={services.retry}>Try again</Button>
      </FailurePanel>
    );
  }
  if (services.kind !== 'ready' || signedIn.kind !== 'ready') return <Skeleton lines={10} label="Loading the agents" />;
  const targets = agentTargets(services.value.items);
  const target = chooseTarget(targets, query['agent']);
  if (!target) {
    return (
      <>
        <h1 class="visually-hidden">Chat</h1>
        <EmptyState
          title="No agent is live yet"
          action={
            <LinkButton variant="primary" href="/deploy">
              Deploy one
            </LinkButton>
          }
        >
          When a deployment is live, you can talk to its agent here.
        </EmptyState>
      </>
    );
  }
  return (
    <div class="chat-page">
      <header class="chat-header">
        <h1>Chat</h1>
        <p>
          <code>{target.model}</code> behind <code>{target.serviceName}</code>
        </p>
        <TargetChoice
          targets={targets}
          target={target}
          onTarget={(key) => route(`/chat?agent=${encodeURIComponent(key)}`, true)}
        />
      </header>
      <ChatView key={target.key} target={target} uid={signedIn.account.uid} />
    </div>
  );
}

/** Only where there is something to choose. */
function TargetChoice(props: {
  readonly targets: readonly AgentTarget[];
  readonly target: AgentTarget;
  readonly onTarget: (key: string) => void;
}) {
  if (props.targets.length < 2) return null;
  return (
    <SelectField
      label="Agent"
      value={props.target.key}
      options={props.targets.map(({ key, region, serviceName, model }) => ({
        value: key,
        text: `${serviceName} in ${region}, ${model}`,
      }))}
      onValue={props.onTarget}
    />
  );
}
