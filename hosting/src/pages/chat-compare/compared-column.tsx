import { useApi } from '../../api/api-context.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import { PendingView } from '../chat/pending-view.tsx';
import { turnToolsOf } from '../chat/turn-tools.ts';
import { TurnView } from '../chat/turn-view.tsx';
import type { useConversation } from '../chat/use-conversation.ts';

/** One side of a comparison. */
export function ComparedColumn(props: {
  readonly title: string;
  readonly chatId: string;
  readonly isRecorded: boolean;
  readonly conversation: ReturnType<typeof useConversation>;
}) {
  const { title, chatId, isRecorded, conversation } = props;
  const { callables } = useApi();
  const { chat, record, following, shown } = conversation;
  const failed = [record, following].find((read) => read.kind === 'failed');
  const agentKey = chat && `${chat.target.region}~${chat.target.agentServiceName}`;
  // Both sides are asked the same: nothing of one of them is asked anew.
  const tools = { chatId, conversation, callables, agentKey, onAskInstead: null, onVersion: () => undefined };
  const isGone = isRecorded && (record.kind === 'missing' || Boolean(chat?.deletedAt));
  const servedBy = shown.branch.find((turn) => turn.servedBy)?.servedBy;
  return (
    <section class="compare-column" aria-label={title}>
      <h2>{servedBy ? servedBy.revision : title}</h2>
      {failed?.kind === 'failed' && <FailurePanel failure={failed.failure} retry={failed.retry} />}
      {isGone && <p class="turn-note">This side is not there: it was deleted, here or elsewhere.</p>}
      {shown.branch.map((turn) => (
        <TurnView key={turn.index} turn={turn} tools={turnToolsOf(turn, tools)} />
      ))}
      {shown.pending && <PendingView pending={shown.pending} onSendAgain={conversation.sendAgain} />}
      {conversation.stopFailure && <FailurePanel failure={conversation.stopFailure} />}
    </section>
  );
}
