import type { CallableInput, Chat, ChatTarget } from '@proving-ground/shared';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { type AgentTarget, chooseTarget } from './agent-target.ts';
import { ChatHeader } from './chat-header.tsx';
import { DeletedChat, GoneChat, NoAgent } from './chat-states.tsx';
import { ChatView } from './chat-view.tsx';
import { useConversation } from './use-conversation.ts';

/** One chat: a new one, or one that is on record. */
export function OpenChat(props: {
  readonly chatId: string;
  readonly isRecorded: boolean;
  readonly targets: readonly AgentTarget[];
  readonly wanted: string | undefined;
}) {
  const { chatId, isRecorded, targets, wanted } = props;
  const { route } = useLocation();
  const [chosen, setChosen] = useState(wanted);
  useEffect(() => setChosen(wanted), [wanted]);
  const targetOf = (of: Chat | null) => chooseTarget(targets, of ? ownKeyOf(of) : chosen);
  const conversation = useConversation({
    chatId,
    isRecorded,
    targetOf: (of) => askedTarget(targetOf(of)),
    onRecorded: () => {
      if (!isRecorded) route(`/chat/${chatId}`, true);
    },
  });
  const { chat, record, following, shown } = conversation;
  const target = targetOf(chat);

  if (isRecorded && shown.pending === null && shown.branch.length === 0) {
    if (record.kind === 'loading' || following.kind === 'loading') {
      return <Skeleton lines={10} label="Loading the chat" />;
    }
  }
  // Whose it is, is nobody else's business: refused and not there look alike.
  const isRefused = record.kind === 'failed' && record.failure.code === 'permission-denied';
  if (isRecorded && (record.kind === 'missing' || isRefused)) return <GoneChat />;
  if (chat?.deletedAt) return <DeletedChat chatId={chatId} title={chat.title} />;
  const failed = [record, following].find((read) => read.kind === 'failed');
  if (failed?.kind === 'failed') return <FailurePanel failure={failed.failure} retry={failed.retry} />;
  if (!target && !chat) return <NoAgent />;
  return (
    <div class="chat-main">
      {chat ? (
        <ChatHeader chat={chat} turns={conversation.turns} branch={shown.branch} onDeleted={() => route('/chat')} />
      ) : (
        <NewChatHeader targets={targets} target={target} onTarget={setChosen} />
      )}
      {chat && <AgentNotice chat={chat} target={target} />}
      <ChatView chatId={chatId} isRecorded={isRecorded} conversation={conversation} target={target} />
    </div>
  );
}

/** Of a chat that is there its own agent goes on answering, unless it is not live any more. */
function AgentNotice({ chat, target }: { readonly chat: Chat; readonly target: AgentTarget | null }) {
  if (target?.key === ownKeyOf(chat)) return null;
  return (
    <Notice>
      {chat.target.agentServiceName} is not live any more.{' '}
      {target
        ? `The next question goes to ${target.serviceName}, with what was said so far.`
        : 'You can read this chat, but nobody answers.'}
    </Notice>
  );
}

function NewChatHeader(props: {
  readonly targets: readonly AgentTarget[];
  readonly target: AgentTarget | null;
  readonly onTarget: (key: string) => void;
}) {
  const { targets, target, onTarget } = props;
  if (!target) return null;
  return (
    <header class="chat-header">
      <h1>New chat</h1>
      <p>
        <code>{target.model}</code> behind <code>{target.serviceName}</code>
      </p>
      {targets.length > 1 && (
        <SelectField
          label="Agent"
          value={target.key}
          options={targets.map(({ key, region, serviceName, model }) => ({
            value: key,
            text: `${serviceName} in ${region}, ${model}`,
          }))}
          onValue={onTarget}
        />
      )}
    </header>
  );
}

function ownKeyOf({ target }: Chat): string {
  return `${target.region}~${target.agentServiceName}`;
}

function askedTarget(target: AgentTarget | null): CallableInput<'ask'>['target'] | null {
  return target && { region: target.region as ChatTarget['region'], agentServiceName: target.serviceName };
}
