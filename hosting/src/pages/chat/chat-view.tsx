import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useApi } from '../../api/api-context.ts';
import { Button } from '../../ui/button.tsx';
import { PlusIcon } from '../../ui/icons.tsx';
import type { AgentTarget } from './agent-target.ts';
import { createChatConversation } from './chat-conversation.ts';
import { activeTurn } from './chat-state.ts';
import { createChatStorage } from './chat-storage.ts';
import { Composer } from './composer.tsx';
import { Suggestions } from './suggestions.tsx';
import { TurnView } from './turn-view.tsx';

/** Nearer to the end than this counts as being at the end. */
const END_ZONE_PX = 80;

/** The conversation with one agent; leaving it stops the answer that is coming. */
export function ChatView({ target, uid }: { readonly target: AgentTarget; readonly uid: string }) {
  const { callables } = useApi();
  const conversation = useMemo(
    () =>
      createChatConversation({
        callables,
        target,
        storage: createChatStorage(sessionStorage, `${uid}:${target.key}`),
        newId: () => crypto.randomUUID(),
        nowMs: () => Date.now(),
      }),
    // A new revision of the same agent goes on with the same conversation.
    [callables, uid, target.key],
  );
  useEffect(() => () => conversation.stop(), [conversation]);

  const state = conversation.state.value;
  const answering = activeTurn(state) !== null;
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => input.current?.focus(), [conversation]);
  useLayoutEffect(() => {
    // The suggestions of an empty conversation are read from their beginning.
    if (state.turns.length > 0 && atEnd.current && log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [state]);

  const ask = (question: string) => {
    atEnd.current = true;
    input.current?.focus();
    void conversation.ask(question);
  };
  const stop = () => {
    conversation.stop();
    input.current?.focus();
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
        {state.turns.length === 0 && (
          <Suggestions agentName={target.agentName} questions={target.questions} onAsk={ask} />
        )}
        {state.turns.map((turn, index) => (
          <TurnView
            key={turn.id}
            turn={turn}
            onRetry={!answering && index === state.turns.length - 1 ? () => ask(turn.question) : null}
          />
        ))}
      </div>
      <div class="chat-foot">
        <Composer input={input} answering={answering} onAsk={ask} onStop={stop} />
        {state.turns.length > 0 && (
          <Button
            variant="quiet"
            onClick={() => {
              conversation.startOver();
              input.current?.focus();
            }}
          >
            <PlusIcon />
            New session
          </Button>
        )}
      </div>
    </section>
  );
}
