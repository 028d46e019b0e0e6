// @vitest-environment happy-dom
import type { ChatAnswer } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { anApi } from '../testing/an-api.ts';
import { expectAccessible } from '../testing/expect-accessible.ts';
import { show } from '../testing/show.tsx';
import { AnswerSplit } from './answer-split.tsx';

const ANSWER: ChatAnswer = {
  ttftMs: 412,
  totalMs: 5_000,
  tokensPerSecond: 100,
  promptTokens: 10,
  answerTokens: 20,
  modelLoadMs: 4_100,
  model: 'gemma3:270m',
  revision: 'agent-d1',
  truncated: false,
  splitUs: {
    way: 12_000,
    agent: 400,
    backendWait: 2_600,
    modelQueue: 0,
    modelLoad: 4_100_000,
    prompt: 285_000,
    generation: 600_000,
  },
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
};

const open = (part: Partial<ChatAnswer> = {}, isLocal = true) =>
  show(<AnswerSplit answer={{ ...ANSWER, ...part }} />, { api: anApi({ isLocal }) });

describe('where the time of an answer went', () => {
  test('is a bar that says all of it, a line for what took longest, and a list', async () => {
    const root = open();
    expect(root.querySelector('[role=img]')?.getAttribute('aria-label')).toBe(
      '5.00 s: To the agent and back 12 ms, Agent 0.4 ms, Waiting for the backend 2.6 ms, Loading the model 4.10 s, Reading the prompt 285 ms, Writing the answer 600 ms.',
    );
    expect(root.querySelector('summary')?.textContent).toBe('Where the time went: 4.10 s loading the model');
    expect([...root.querySelectorAll('.phase-bar > span')].map((part) => part.getAttribute('data-phase'))).toEqual([
      ...['way', 'agent', 'backendWait', 'modelLoad', 'prompt', 'generation'],
    ]);
    expect(root.querySelectorAll('dt')).toHaveLength(7);
    await expectAccessible(root);
  });

  test('is not drawn of an answer that does not tell it; its trace stays', async () => {
    const root = open({ splitUs: null });
    expect(root.querySelector('.phase-bar')).toBeNull();
    expect(root.querySelector('code')?.textContent).toBe(ANSWER.traceId);
    await expectAccessible(root);
  });

  test('is nothing at all of an answer from before', () => {
    expect(open({ splitUs: null, traceId: null }).textContent).toBe('');
  });
});

test('only in the cloud there is a page of the trace', () => {
  expect(open().querySelector('a')).toBeNull();
  expect(open({}, false).querySelector('a')?.getAttribute('href')).toBe(
    'https://console.cloud.google.com/traces/explorer;traceId=4bf92f3577b34da6a3ce929d0e0e4736?project=demo-project',
  );
});
