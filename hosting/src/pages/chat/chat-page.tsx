import { useLayoutEffect, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { agentTargets } from './agent-target.ts';
import { ChatList } from './chat-list.tsx';
import { OpenChat } from './open-chat.tsx';
import './chat-page.css';

/** `/chat` for a new chat, `/chat?agent=<region>~<service>` with a certain agent, and `/chat/<id>` for one that is there. */
export function ChatPage() {
  const { data, session } = useApi();
  const { id } = useRoute().params;
  const { query } = useLocation();
  const chatId = useChatId(id);
  const services = useLive(() => data.services(), 'services');
  const signedIn = session.state.value;
  useTitle('Chat');
  if (services.kind === 'failed') return <FailurePanel failure={services.failure} retry={services.retry} />;
  if (services.kind !== 'ready' || signedIn.kind !== 'ready') return <Skeleton lines={10} label="Loading the agents" />;
  const agent = query['agent'];
  return (
    <div class="chat-page">
      <ChatList
        uid={signedIn.account.uid}
        chatId={chatId}
        newChatHref={agent ? `/chat?agent=${encodeURIComponent(agent)}` : '/chat'}
      />
      <OpenChat
        key={chatId}
        chatId={chatId}
        isRecorded={id !== undefined}
        targets={agentTargets(services.value.items)}
        wanted={agent}
      />
    </div>
  );
}

/** The chat of the address; without one a new id, which the address gets with the first question. */
function useChatId(id: string | undefined): string {
  const [draft, setDraft] = useState({ id: crypto.randomUUID(), isUsed: false });
  useLayoutEffect(() => {
    if (id === draft.id) setDraft({ ...draft, isUsed: true });
    // Back at the address without an id: the next new chat.
    else if (id === undefined && draft.isUsed) setDraft({ id: crypto.randomUUID(), isUsed: false });
  }, [id]);
  return id ?? draft.id;
}
