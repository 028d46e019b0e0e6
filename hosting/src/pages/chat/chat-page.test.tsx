// @vitest-environment happy-dom
import { type CallableChunk, Failure, type LiveService, SAMPLE_QUESTIONS } from '@proving-ground/shared';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallableClient } from '../../api/callable-client.ts';
import type { Live, LiveList } from '../../api/live-state.ts';
import { aFailure } from '../../testing/a-failure.ts';
import { aLiveService } from '../../testing/a-live-service.ts';
import { anApi, list, live } from '../../testing/an-api.ts';
import { expectAccessible } from '../../testing/expect-accessible.ts';
import { person } from '../../testing/person.ts';
import { clear, show } from '../../testing/show.tsx';
import { ChatPage } from './chat-page.tsx';

const ANSWER = {
  text: 'They eat **bamboo**.',
  ttftMs: 412,
  totalMs: 900,
  tokensPerSecond: 100,
  promptTokens: 10,
  answerTokens: 20,
  modelLoadMs: 0,
  model: 'gemma3:270m',
  revision: 'agent-d1',
  truncated: false,
  splitUs: {
    way: 12_000,
    agent: 1_000,
    backendWait: 3_000,
    modelQueue: 0,
    modelLoad: 84_000,
    prompt: 200_000,
    generation: 600_000,
  },
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
};

beforeEach(() => sessionStorage.clear());

function open(services: Live<LiveList<LiveService>> = list(aLiveService('agent')), path = '/chat') {
  let send: (chunk: CallableChunk<'chat'>) => void = () => undefined;
  let answer = Promise.withResolvers<typeof ANSWER>();
  const signals: AbortSignal[] = [];
  const stream = vi.fn((_name: string, _request: unknown, options: { signal: AbortSignal; onChunk: typeof send }) => {
    send = options.onChunk;
    answer = Promise.withResolvers();
    signals.push(options.signal);
    options.signal.addEventListener('abort', () => answer.reject(new Failure(aFailure({ code: 'cancelled' }))));
    return answer.promise;
  });
  const callables = { stream: stream as unknown as CallableClient['stream'] };
  const root = show(<ChatPage />, { api: anApi({ data: { services: () => services }, callables }), path });
  return {
    root,
    stream,
    signals,
    sends: (chunk: CallableChunk<'chat'>) => act(() => send(chunk)),
    answers: (part: Partial<typeof ANSWER> = {}) => act(() => answer.resolve({ ...ANSWER, ...part })),
    fails: () => act(() => answer.reject(new Failure(aFailure({ reason: 'AGENT_FAILED' })))),
    ...person(root),
  };
}

test.each([
  ['loading', live<LiveList<LiveService>>({ kind: 'loading' })],
  ['unreadable', live<LiveList<LiveService>>({ kind: 'failed', failure: aFailure() })],
  ['none', list<LiveService>()],
  ['one', list(aLiveService('agent'))],
  ['two', list(aLiveService('agent'), aLiveService('agent', { name: 'other' }))],
])('the page is accessible when the agents are: %s', async (_, services) => {
  await expectAccessible(open(services).root);
});

test('without a live agent the page leads to Deploy', () => {
  expect(open(list()).link('Deploy one').getAttribute('href')).toBe('/deploy');
});

test('a suggested question is asked with one press, and the input has the focus', async () => {
  const { root, stream, press, answers, field } = open();
  await press(SAMPLE_QUESTIONS[0]);
  expect(stream.mock.calls[0]?.[1]).toMatchObject({ message: SAMPLE_QUESTIONS[0], newSession: true });
  expect(document.activeElement).toBe(field('Your question'));
  await answers();
  await vi.waitFor(() => expect(root.querySelector('.markdown')?.innerHTML).toContain('<strong>bamboo</strong>'));
  for (const text of ['First token412 ms', '100.0 tokens/s', '10 in, 20 out', 'agent-d1']) {
    expect(root.textContent).toContain(text);
  }
  await expectAccessible(root);
});

describe('in the input', () => {
  test('Enter sends and empties it', async () => {
    const { stream, type, key, field } = open();
    await type('Your question', '  Do pandas swim?  ');
    await key(field('Your question'), 'Enter');
    expect([stream.mock.calls[0]?.[1], field('Your question').value]).toEqual([
      expect.objectContaining({ message: 'Do pandas swim?' }),
      '',
    ]);
  });

  test.each([
    ['Shift and Enter', 'text', { shiftKey: true }],
    ['Enter while characters are composed', 'text', { isComposing: true }],
    ['Enter on blanks', '   ', {}],
    ['Enter on too much', 'x'.repeat(4_001), {}],
  ])('%s does not send', async (_, text, more) => {
    const { stream, type, key, field } = open();
    await type('Your question', text);
    await key(field('Your question'), 'Enter', more);
    expect(stream).not.toHaveBeenCalled();
  });
});

test('Escape stops the answer and cancels the request', async () => {
  const { root, signals, press, sends, key, field } = open();
  await press(SAMPLE_QUESTIONS[0]);
  await sends({ type: 'delta', text: 'They eat' });
  expect(root.querySelector('[aria-busy="true"]')?.textContent).toContain('They eat');
  await key(field('Your question'), 'Escape');
  expect([signals[0]?.aborted, root.querySelector('.turn-foot')?.textContent]).toEqual([true, 'StoppedTry again']);
  await expectAccessible(root);
});

test('leaving the page stops the answer too', async () => {
  const { signals, press } = open();
  await press(SAMPLE_QUESTIONS[0]);
  clear();
  await vi.waitFor(() => expect(signals[0]?.aborted).toBe(true));
});

test('a long wait is told as the start of the model', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  const { root, press, sends } = open();
  await press(SAMPLE_QUESTIONS[0]);
  expect(root.textContent).toContain('Asking the agent');
  await sends({ type: 'status', status: 'waitingForModel' });
  expect(root.textContent).toContain('Waiting for the model');
  await act(() => void vi.advanceTimersByTime(12_000));
  expect(root.textContent).toContain('Starting the model12 s');
  vi.useRealTimers();
});

test('an agent that has forgotten the conversation says so', async () => {
  const { root, press, sends } = open();
  await press(SAMPLE_QUESTIONS[0]);
  await sends({ type: 'status', status: 'sessionRestarted' });
  expect(root.textContent).toContain('has forgotten what was said before');
});

test('a failed answer says why and can be asked again', async () => {
  const { root, stream, press, fails } = open();
  await press(SAMPLE_QUESTIONS[0]);
  await fails();
  await vi.waitFor(() => expect(root.textContent).toContain('AGENT_FAILED'));
  await expectAccessible(root);
  await press('Try again');
  expect(stream.mock.calls[1]?.[1]).toMatchObject({ message: SAMPLE_QUESTIONS[0] });
});

test('an answer at the limit of its length says that it was cut', async () => {
  const { root, press, answers } = open();
  await press(SAMPLE_QUESTIONS[0]);
  await answers({ truncated: true });
  await vi.waitFor(() => expect(root.textContent).toContain('was cut off'));
});

test('the conversation is there again after a reload, until a new session', async () => {
  const before = open();
  await before.press(SAMPLE_QUESTIONS[0]);
  await before.answers();
  await vi.waitFor(() => expect(before.root.textContent).toContain('bamboo'));
  const { root, press } = open();
  expect(root.textContent).toContain(SAMPLE_QUESTIONS[0]);
  await press('New session');
  expect(root.querySelectorAll('.turn')).toHaveLength(0);
});
