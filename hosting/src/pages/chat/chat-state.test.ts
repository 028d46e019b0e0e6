import { describe, expect, test } from 'vitest';
import { aFailure } from '../../testing/a-failure.ts';
import { activeTurn, type ChatAction, type ChatState, chatReducer, isNewSession, newChat } from './chat-state.ts';

const SESSION = '7f8a3c52-6f0f-4a54-9d5d-0a8a3c6f1e11';
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
const asked: ChatAction = { type: 'asked', turnId: 't1', question: 'Food?', atMs: 1_000 };
const chatOf = (...actions: readonly ChatAction[]): ChatState => actions.reduce(chatReducer, newChat(SESSION));
const statusAfter = (...actions: readonly ChatAction[]) => chatOf(...actions).turns.at(-1)?.status;

const agentHasIt: ChatAction = { type: 'agentHasIt', turnId: 't1' };
const delta: ChatAction = { type: 'delta', turnId: 't1', text: 'Bam' };
const answered: ChatAction = { type: 'answered', turnId: 't1', answer: ANSWER };
const stopped: ChatAction = { type: 'stopped', turnId: 't1' };
const failed: ChatAction = { type: 'failed', turnId: 't1', failure: aFailure() };

test('a question goes from submitted over waiting and streaming to done', () => {
  expect([
    statusAfter(),
    statusAfter(asked),
    statusAfter(asked, agentHasIt),
    statusAfter(asked, agentHasIt, delta),
    statusAfter(asked, agentHasIt, delta, answered),
  ]).toEqual([undefined, 'submitted', 'waitingForModel', 'streaming', 'done']);
});

test('the pieces add up, and the whole answer replaces them', () => {
  const streaming = chatOf(asked, delta, { ...delta, text: 'boo' });
  expect(streaming.turns[0]?.text).toBe('Bamboo');
  expect(chatReducer(streaming, answered).turns[0]).toMatchObject({ text: 'Bamboo!', answer: ANSWER });
});

test('a stopped or failed answer keeps what had come', () => {
  expect(chatOf(asked, delta, stopped).turns[0]).toMatchObject({ status: 'stopped', text: 'Bam' });
  expect(chatOf(asked, delta, failed).turns[0]).toMatchObject({ status: 'failed', text: 'Bam', failure: aFailure() });
});

describe('what comes too late changes nothing', () => {
  const late = [agentHasIt, delta, answered, failed, stopped];
  test.each([
    ['after Stop', chatOf(asked, delta, stopped)],
    ['after the answer', chatOf(asked, answered)],
    ['after a failure', chatOf(asked, failed)],
    ['in a new session', chatOf(asked, delta, { type: 'startedOver', sessionId: SESSION })],
    ['while another question is answered', chatOf(asked, stopped, { ...asked, turnId: 't2' })],
  ])('%s', (_, state) => {
    expect(late.map((action) => chatReducer(state, action))).toEqual(late.map(() => state));
  });
});

test('one question at a time', () => {
  const state = chatOf(asked);
  expect(chatReducer(state, { ...asked, turnId: 't2' })).toBe(state);
});

test.each<[string, ChatState, boolean]>([
  ['has begun', chatOf(), true],
  ['failed before the agent had the question', chatOf(asked, failed), true],
  ['was stopped before the agent had the question', chatOf(asked, stopped), true],
  ['reached the agent', chatOf(asked, agentHasIt, failed), false],
  ['was answered', chatOf(asked, answered), false],
])('a conversation that %s is new to the agent: %s', (_, state, isNew) => {
  expect(isNewSession(state)).toBe(isNew);
});

test('only the last question can be active', () => {
  expect([activeTurn(chatOf()), activeTurn(chatOf(asked))?.id, activeTurn(chatOf(asked, stopped))]).toEqual([
    null,
    't1',
    null,
  ]);
});

test('an agent that has forgotten is told of at its question', () => {
  expect(chatOf(asked, { type: 'sessionRestarted', turnId: 't1' }).turns[0]?.sessionRestarted).toBe(true);
});
