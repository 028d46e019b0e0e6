import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { FailurePanel } from '../../ui/failure-panel.tsx';
import type { AgentTarget } from './agent-target.ts';
import { Composer } from './composer.tsx';
import { PendingView } from './pending-view.tsx';
import { Suggestions } from './suggestions.tsx';
import { turnToolsOf } from './turn-tools.ts';
import { TurnView } from './turn-view.tsx';
import type { useConversation } from './use-conversation.ts';

/** Nearer to the end than this counts as being at the end. */
const END_ZONE_PX = 80;

/** What was said in a chat, and where one asks. */
export function ChatView(props: {
  readonly chatId: string;
  readonly isRecorded: boolean;
  readonly conversation: ReturnType<typeof useConversation>;
  readonly target: AgentTarget | null;
}) {
  const { chatId, isRecorded, conversation, target } = props;
  const { callables } = useApi();
  const { shown, turns, answering } = conversation;
  const { branch, pending } = shown;
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const input = useRef<HTMLTextAreaElement>(null);
  const isEmpty = branch.length === 0 && pending === null;
  // Also when the chat gets its address: the console then leads the focus to the beginning of a page.
  useEffect(() => input.current?.focus(), [chatId, isRecorded]);
  useEffect(() => focusOnSlash(() => input.current), []);
  useLayoutEffect(() => {
    // The suggestions of an empty conversation are read from their beginning.
    if (!isEmpty && atEnd.current && log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [shown.branch, turns, pending]);

  const ask = (question: string, parent?: number | null) => {
    atEnd.current = true;
    input.current?.focus();
    conversation.ask(question, parent);
  };
  const stop = () => {
    conversation.stop();
    input.current?.focus();
  };
  const tools = {
    ...{ chatId, conversation, callables },
    agentKey: target?.key ?? null,
    onAskInstead: ask,
    onVersion: () => {
      atEnd.current = false;
    },
  };
  return (
    <section
      class="chat"
      aria-label="Conversation"
      onKeyDown={(event) => event.key === 'Escape' && answering && stop()}
    >
      <div
        ref={log}
        class="chat-log"
        role="log"
        aria-live="polite"
        aria-label="Messages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard.
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          atEnd.current = scrollHeight - scrollTop - clientHeight < END_ZONE_PX;
        }}
      >
        {isEmpty && target && (
          <Suggestions agentName={target.agentName} questions={target.questions} onAsk={(question) => ask(question)} />
        )}
        {branch.map((turn) => (
          <TurnView key={turn.index} turn={turn} tools={turnToolsOf(turn, tools)} />
        ))}
        {pending && <PendingView pending={pending} onSendAgain={conversation.sendAgain} />}
        {conversation.stopFailure && <FailurePanel failure={conversation.stopFailure} />}
      </div>
      <div class="chat-foot">
        <Composer
          input={input}
          answering={answering}
          disabled={target === null}
          onAsk={(question) => ask(question)}
          onStop={stop}
        />
      </div>
    </section>
  );
}

/** "/" leads to where one asks, from anywhere but another field. */
function focusOnSlash(find: () => HTMLTextAreaElement | null): () => void {
  const onKey = (event: KeyboardEvent) => {
    const at = event.target;
    const isTyping = at instanceof HTMLElement && at.matches('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    find()?.focus();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}
