import { CHAT_RETENTION_DAYS } from '@proving-ground/shared';
import { useApi } from '../../api/api-context.ts';
import { useAction } from '../../api/use-action.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailurePanel } from '../../ui/failure-panel.tsx';

/** Nobody to talk to yet. */
export function NoAgent() {
  return (
    <div class="chat-main">
      <EmptyState
        isPage
        title="No agent is live yet"
        action={
          <LinkButton variant="primary" href="/deploy">
            Deploy one
          </LinkButton>
        }
      >
        When a deployment is live, you can talk to its agent here.
      </EmptyState>
    </div>
  );
}

/** An address without a chat behind it. */
export function GoneChat() {
  return (
    <div class="chat-main">
      <EmptyState isPage title="This chat is not there" action={<LinkButton href="/chat">New chat</LinkButton>}>
        It was deleted, here or elsewhere, or it is somebody else's. Chats go by themselves {CHAT_RETENTION_DAYS} days
        after their last question.
      </EmptyState>
    </div>
  );
}

/** A chat that can still be brought back. */
export function DeletedChat({ chatId, title }: { readonly chatId: string; readonly title: string }) {
  const { callables } = useApi();
  const { run, busy, failure } = useAction('Restoring the chat');
  const restore = () => run(async () => void (await callables.call('restoreChat', { chatId })));
  return (
    <div class="chat-main">
      <EmptyState
        isPage
        title="This chat has been deleted"
        action={
          <>
            <Button busy={busy} onClick={() => void restore()}>
              Restore it
            </Button>
            <LinkButton href="/chat">New chat</LinkButton>
          </>
        }
      >
        “{title}” goes for good within some minutes.
      </EmptyState>
      {failure && <FailurePanel failure={failure} />}
    </div>
  );
}
