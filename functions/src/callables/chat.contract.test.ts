import { type CallableChunk, chatAnswer, type LiveService, splitTotalUs } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { newServiceRecord, serviceRecordAfter } from '../deployments/service-records.ts';
import { aDeployment } from '../testing/a-deployment.ts';
import { type AgentScript, delta, frames, startFakeAgent, whole } from '../testing/fake-agent.ts';
import { finished } from '../testing/finished.ts';
import { chat } from './chat.ts';

const FIGURES = {
  modelVersion: 'gemma3:270m',
  customMetadata: { loadDurationMs: 1_200.5, evalDurationMs: 500, promptTokens: 40, answerTokens: 25 },
};

interface Plan extends AgentScript {
  readonly newSession?: boolean;
  /** As the record of the service has it; null: there is none. */
  readonly change?: (live: LiveService) => LiveService | null;
  readonly signal?: AbortSignal;
}

async function chatted({ newSession = true, change = (live) => live, signal, ...script }: Plan) {
  const agent = await startFakeAgent(script);
  const deployment = finished(aDeployment(), 'live');
  const live = serviceRecordAfter(deployment, 'agent', newServiceRecord(deployment, 'agent'));
  const current = live.current && { ...live.current, url: agent.url };
  const chunks: CallableChunk<'chat'>[] = [];
  let nowMs = 0;
  const answer = chat({
    request: {
      region: 'europe-west1',
      agentServiceName: 'production-adk-agent',
      sessionId: '6f1f7c1e-6a55-4e0b-9a9b-0c8f0e3f1a11',
      newSession,
      message: 'Why?',
    },
    caller: { uid: 'uid-1', email: null, emailVerified: false, role: 'viewer' },
    signal: signal ?? new AbortController().signal,
    sendChunk: async (chunk) => {
      chunks.push(chunk);
      return true;
    },
    store: { service: async () => change({ ...live, current }) },
    authorize: async () => 'Bearer token',
    nowMs: () => {
      nowMs += 100;
      return nowMs;
    },
    newTrace: () => ({ traceId: 'a-trace', traceparent: 'a-traceparent' }),
  });
  return { agent, chunks, answer: await answer };
}

describe('a chat', () => {
  test('passes on what is written as it is written, and the figures at the end', async () => {
    const { chunks, answer, agent } = await chatted({
      run: frames([delta('Be'), delta('cause.'), whole('Because.', FIGURES)]),
    });
    expect(chunks).toEqual([
      { type: 'status', status: 'waitingForModel' },
      { type: 'delta', text: 'Be' },
      { type: 'delta', text: 'cause.' },
    ]);
    expect(chatAnswer.parse(answer)).toEqual({
      text: 'Because.',
      ttftMs: 100,
      totalMs: 200,
      tokensPerSecond: 50,
      promptTokens: 40,
      answerTokens: 25,
      modelLoadMs: 1_200.5,
      model: 'gemma3:270m',
      revision: 'production-adk-agent-a1b2c3d4',
      truncated: false,
      splitUs: null,
      traceId: 'a-trace',
    });
    expect(agent.requests[1]?.body).toMatchObject({ userId: 'uid-1' });
  });

  test('parts the time that it measured by what the agent tells, and what is left is the way', async () => {
    const agent = {
      agent: 1_000,
      backendWait: 2_000,
      modelQueue: 0,
      modelLoad: 40_000,
      prompt: 5_000,
      generation: 32_000,
    };
    const { answer } = await chatted({ run: frames([whole('Because.', { customMetadata: { splitUs: agent } })]) });
    expect(answer.splitUs).toEqual({ ...agent, way: 20_000 });
    expect(answer.splitUs && splitTotalUs(answer.splitUs)).toBe(answer.totalMs * 1_000);
  });

  test('is no worse for a split that cannot be read', async () => {
    const splitUs = { agent: 'quick' };
    const { answer } = await chatted({ run: frames([whole('Because.', { customMetadata: { splitUs } })]) });
    expect(answer).toMatchObject({ text: 'Because.', splitUs: null });
  });

  test('puts the question, and the session that it opens, into one trace', async () => {
    const { agent } = await chatted({ run: frames([whole('Because.')]) });
    expect(agent.requests.map(({ traceparent }) => traceparent)).toEqual(['a-traceparent', 'a-traceparent']);
  });

  test('says when the agent had forgotten the conversation', async () => {
    const { chunks } = await chatted({ run: frames([whole('Because.')]), newSession: false });
    expect(chunks.map((chunk) => chunk.type === 'status' && chunk.status)).toEqual([
      'sessionRestarted',
      'waitingForModel',
    ]);
  });

  test('knows no figures that the agent does not give', async () => {
    const { answer } = await chatted({ run: frames([whole('Because.')]) });
    expect(answer).toMatchObject({
      ttftMs: null,
      tokensPerSecond: null,
      promptTokens: null,
      modelLoadMs: null,
      model: null,
    });
  });

  test('says when the answer hit the token limit', async () => {
    const { answer } = await chatted({ run: frames([whole('Because', { finishReason: 'MAX_TOKENS' })]) });
    expect(answer.truncated).toBe(true);
  });
});

describe('only an agent that is live is talked to', () => {
  test.each<[string, (live: LiveService) => LiveService | null]>([
    ['there is none', () => null],
    ['it was never released', (live) => ({ ...live, current: null })],
    ['it is a backend', (live) => ({ ...live, kind: 'backend' })],
  ])('not when %s', async (_what, change) => {
    await expect(chatted({ change })).rejects.toMatchObject({
      record: { code: 'failed-precondition', reason: 'AGENT_NOT_LIVE' },
    });
  });
});

test('hanging up reaches the agent', async () => {
  const hangUp = new AbortController();
  const asking = chatted({ signal: hangUp.signal, run: frames([delta('Be')], () => hangUp.abort()) });
  await expect(asking).rejects.toMatchObject({ record: { code: 'cancelled' } });
});
