import { type ReadonlySignal, signal } from '@preact/signals';
import type { CallableInput } from '@proving-ground/shared';
import type { CallableClient } from '../../api/callable-client.ts';
import { failureOfError } from '../../api/failure-of-error.ts';
import type { AgentTarget } from './agent-target.ts';
import { activeTurn, type ChatAction, type ChatState, chatReducer, isNewSession, newChat } from './chat-state.ts';
import type { ChatStorage } from './chat-storage.ts';

export interface ChatConversation {
  readonly state: ReadonlySignal<ChatState>;
  /** Puts a question; nothing happens while another is being answered. */
  ask(question: string): Promise<void>;
  /** Ends the answer that is coming: the request is cancelled, and with it the model's work. */
  stop(): void;
  /** Forgets the conversation, here and for the agent. */
  startOver(): void;
}

/** One person's conversation with one agent. */
export function createChatConversation(input: {
  readonly callables: Pick<CallableClient, 'stream'>;
  readonly target: Pick<AgentTarget, 'region' | 'serviceName'>;
  readonly storage: ChatStorage;
  readonly newId: () => string;
  readonly nowMs: () => number;
}): ChatConversation {
  const { callables, target, storage, newId, nowMs } = input;
  const state = signal(storage.load() ?? newChat(newId()));
  let running: AbortController | null = null;

  const dispatch = (action: ChatAction) => {
    state.value = chatReducer(state.value, action);
    // Not at every piece of text: writing is slow, and a reload counts the answer as stopped anyway.
    if (action.type !== 'delta') storage.save(state.value);
  };

  const stop = () => {
    running?.abort();
    running = null;
    const active = activeTurn(state.value);
    if (active) dispatch({ type: 'stopped', turnId: active.id });
  };

  return {
    state,
    stop,
    startOver: () => {
      stop();
      dispatch({ type: 'startedOver', sessionId: newId() });
    },
    ask: async (question) => {
      if (activeTurn(state.value)) return;
      const turnId = newId();
      const request: CallableInput<'chat'> = {
        region: target.region as CallableInput<'chat'>['region'],
        agentServiceName: target.serviceName,
        sessionId: state.value.sessionId,
        newSession: isNewSession(state.value),
        message: question,
      };
      dispatch({ type: 'asked', turnId, question, atMs: nowMs() });
      const leaving = new AbortController();
      running = leaving;
      try {
        const answer = await callables.stream('chat', request, {
          signal: leaving.signal,
          onChunk: (chunk) => {
            if (chunk.type === 'delta') dispatch({ type: 'delta', turnId, text: chunk.text });
            else if (chunk.status === 'waitingForModel') dispatch({ type: 'agentHasIt', turnId });
            else dispatch({ type: 'sessionRestarted', turnId });
          },
        });
        dispatch({ type: 'answered', turnId, answer });
      } catch (error) {
        const { record } = failureOfError(error, 'Asking the agent');
        dispatch({ type: 'failed', turnId, failure: record });
      } finally {
        if (running === leaving) running = null;
      }
    },
  };
}
