import { type CallableChunk, type CallableInput, Failure } from '@proving-ground/shared';
import { expect, test, vi } from 'vitest';
import type { CallableClient } from '../../api/callable-client.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { createChatConversation } from './chat-conversation.ts';
import { newChat } from './chat-state.ts';
import type { ChatStorage } from './chat-storage.ts';

const ANSWER = {
  text: 'Bamboo!',
  ttftMs: 10,
  totalMs: 20,
  tokensPerSecond: 5,
  promptTokens: 1,
  answerTokens: 2,
  modelLoadMs: 0,
  model: 'gemma3:270m',
  revision: 'r',
  truncated: false,
  splitUs: null,
  traceId: null,
};
const NOTHING_STORED: ChatStorage = { load: () => null, save: () => undefined };

/** A call that stays open until the test ends it. */
interface OpenCall {
  readonly request: CallableInput<'chat'>;
  readonly signal: AbortSignal;
  readonly send: (chunk: CallableChunk<'chat'>) => void;
  readonly answer: PromiseWithResolvers<typeof ANSWER>;
}

function conversation(storage: ChatStorage = NOTHING_STORED) {
  const calls: OpenCall[] = [];
  const stream = (
    _name: string,
    request: CallableInput<'chat'>,
    { signal, onChunk }: { readonly signal: AbortSignal; readonly onChunk: OpenCall['send'] },
  ) => {
    const answer = Promise.withResolvers<typeof ANSWER>();
    signal.addEventListener('abort', () => answer.reject(new Failure(aFailure({ code: 'cancelled' }))));
    calls.push({ request, signal, send: onChunk, answer });
    return answer.promise;
  };
  const chat = createChatConversation({
    callables: { stream: stream as unknown as CallableClient['stream'] },
    target: { region: 'europe-west1', serviceName: 'agent' },
    storage,
    newId: () => crypto.randomUUID(),
    nowMs: () => 5_000,
  });
  const call = (index: number) => {
    const found = calls[index];
    if (!found) throw new Error(`There was no call number ${index}.`);
    return found;
  };
  return { chat, calls, call, last: () => chat.state.value.turns.at(-1) };
}

test('a question is sent under the session, and its answer kept', async () => {
  const { chat, call, last } = conversation();
  const asking = chat.ask('Food?');
  expect(call(0).request).toEqual({
    region: 'europe-west1',
    agentServiceName: 'agent',
    sessionId: chat.state.value.sessionId,
    newSession: true,
    message: 'Food?',
  });
  call(0).send({ type: 'status', status: 'waitingForModel' });
  expect(last()?.status).toBe('waitingForModel');
  call(0).send({ type: 'delta', text: 'Bam' });
  expect(last()).toMatchObject({ status: 'streaming', text: 'Bam' });
  call(0).answer.resolve(ANSWER);
  await asking;
  expect(last()).toMatchObject({ status: 'done', text: 'Bamboo!', submittedAtMs: 5_000 });
});

test('the next question goes on with the session, a new session begins another', async () => {
  const { chat, call } = conversation();
  const asking = chat.ask('Food?');
  call(0).answer.resolve(ANSWER);
  await asking;
  void chat.ask('And drink?');
  expect(call(1).request).toMatchObject({ newSession: false, sessionId: call(0).request.sessionId });
  chat.startOver();
  void chat.ask('Hello?');
  expect(call(2).request.newSession).toBe(true);
  expect(call(2).request.sessionId).not.toBe(call(0).request.sessionId);
});

test('Stop cancels the request at once, and what still comes is not shown', async () => {
  const { chat, call, last } = conversation();
  const asking = chat.ask('Food?');
  call(0).send({ type: 'delta', text: 'Bam' });
  chat.stop();
  expect([call(0).signal.aborted, last()?.status]).toEqual([true, 'stopped']);
  call(0).send({ type: 'delta', text: 'boo' });
  await asking;
  expect(last()).toMatchObject({ status: 'stopped', text: 'Bam', failure: null });
});

test('a new session cancels the answer that was coming', () => {
  const { chat, call } = conversation();
  void chat.ask('Food?');
  chat.startOver();
  expect([call(0).signal.aborted, chat.state.value.turns]).toEqual([true, []]);
});

test('while one question is answered another is not sent', () => {
  const { chat, calls } = conversation();
  void chat.ask('Food?');
  void chat.ask('Drink?');
  expect(calls).toHaveLength(1);
});

test('a failed answer keeps the reason', async () => {
  const { chat, call, last } = conversation();
  const asking = chat.ask('Food?');
  call(0).answer.reject(new Failure(aFailure({ reason: 'AGENT_NOT_LIVE' })));
  await asking;
  expect(last()).toMatchObject({ status: 'failed', failure: { reason: 'AGENT_NOT_LIVE' } });
});

test('a stored conversation goes on, and every step but the pieces is stored', async () => {
  const stored = newChat(crypto.randomUUID());
  const save = vi.fn();
  const { chat, call } = conversation({ load: () => stored, save });
  const asking = chat.ask('Food?');
  expect(call(0).request.sessionId).toBe(stored.sessionId);
  call(0).send({ type: 'delta', text: 'Bam' });
  expect(save).toHaveBeenCalledOnce();
  call(0).answer.resolve(ANSWER);
  await asking;
  expect(save).toHaveBeenLastCalledWith(chat.state.value);
});
