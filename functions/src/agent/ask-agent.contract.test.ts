import type { ServerResponse } from 'node:http';
import { Failure } from '@proving-ground/shared';
import { describe, expect, test } from 'vitest';
import { type AgentScript, delta, frames, json, openStream, startFakeAgent, whole } from '../testing/fake-agent.ts';
import { type AnswerPart, askAgent, type Question } from './ask-agent.ts';

const SESSION = '6f1f7c1e-6a55-4e0b-9a9b-0c8f0e3f1a11';

async function agentWith(script: AgentScript) {
  const agent = await startFakeAgent(script);
  const question = (wishes: Partial<Question> = {}): Question => ({
    agentUrl: agent.url,
    userId: 'user/1',
    sessionId: SESSION,
    newSession: true,
    message: 'Why are frogs bright?',
    signal: new AbortController().signal,
    authorize: async (serviceUrl) => `Bearer token-for-${serviceUrl}`,
    ...wishes,
  });
  return { agent, question };
}

async function all(question: Question): Promise<AnswerPart[]> {
  const parts: AnswerPart[] = [];
  for await (const part of askAgent(question)) parts.push(part);
  return parts;
}

async function failureOf(question: Question) {
  const error: unknown = await all(question).catch((thrown: unknown) => thrown);
  if (!(error instanceof Failure)) throw new Error(`Expected a Failure, got ${String(error)}.`);
  return error.record;
}

const types = (parts: readonly AnswerPart[]) => parts.map(({ type }) => type);
const textOfDeltas = (parts: readonly AnswerPart[]) =>
  parts.map((part) => (part.type === 'delta' ? part.text : '')).join('');

describe('asking', () => {
  test('creates the session, then asks in the words of ADK, each time with the token for this service', async () => {
    const { agent, question } = await agentWith({ run: frames([whole('Because.')]) });
    await all(question());
    expect(agent.requests).toEqual([
      {
        method: 'POST',
        path: `/apps/production_agent/users/user%2F1/sessions`,
        authorization: `Bearer token-for-${agent.url}`,
        body: { sessionId: SESSION, events: [] },
      },
      {
        method: 'POST',
        path: '/run_sse',
        authorization: `Bearer token-for-${agent.url}`,
        body: {
          appName: 'production_agent',
          userId: 'user/1',
          sessionId: SESSION,
          newMessage: { role: 'user', parts: [{ text: 'Why are frogs bright?' }] },
          streaming: true,
        },
      },
    ]);
  });

  test('yields the answer as it comes, the whole one last', async () => {
    const { question } = await agentWith({ run: frames([delta('Be'), delta('cause.'), whole('Because.')]) });
    expect(await all(question())).toEqual([
      { type: 'accepted' },
      { type: 'delta', text: 'Be' },
      { type: 'delta', text: 'cause.' },
      { type: 'whole', text: 'Because.', frame: { content: { parts: [{ text: 'Because.' }] } } },
    ]);
  });

  test('the first part arrives while the agent is still writing', async () => {
    const rest = Promise.withResolvers<void>();
    const { question } = await agentWith({
      run: frames([delta('Be')], async (response) => {
        await rest.promise;
        response.end(`data: ${JSON.stringify(whole('Because.'))}\n\n`);
      }),
    });
    const answer = askAgent(question());
    expect((await answer.next()).value).toEqual({ type: 'accepted' });
    expect((await answer.next()).value).toEqual({ type: 'delta', text: 'Be' });
    rest.resolve();
    expect((await answer.next()).value).toMatchObject({ type: 'whole', text: 'Because.' });
  });

  test('frames and characters may be cut anywhere on the way', async () => {
    const lions = '🦁 löwe 日本 — “quoted”\n';
    const bytes = Buffer.from(
      `data: ${JSON.stringify(delta(lions))}\n\n: ping\n\ndata: ${JSON.stringify(whole(lions))}\n\n`,
    );
    const { question } = await agentWith({
      run: async (response) => {
        openStream(response);
        for (const byte of bytes) await written(response, Buffer.from([byte]));
        response.end();
      },
    });
    const parts = await all(question());
    expect(textOfDeltas(parts)).toBe(lions);
    expect(parts.at(-1)).toMatchObject({ type: 'whole', text: lions });
  });

  test('an answer in several whole frames is put together', async () => {
    const { question } = await agentWith({ run: frames([whole('One. '), whole('Two.')]) });
    expect((await all(question())).at(-1)).toMatchObject({ text: 'One. Two.' });
  });
});

/** One write that has left for the other side before the next. */
function written(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.write(bytes, () => setImmediate(resolve));
  });
}

describe('a session', () => {
  test('that is there already is used', async () => {
    const { question } = await agentWith({ run: frames([whole('Yes.')]) });
    await all(question());
    expect(types(await all(question()))).toEqual(['accepted', 'whole']);
  });

  test('that goes on is not created again', async () => {
    const { agent, question } = await agentWith({ run: frames([whole('Yes.')]) });
    await all(question());
    await all(question({ newSession: false }));
    expect(agent.requests.map(({ path }) => path.split('/')[1])).toEqual(['apps', 'run_sse', 'run_sse']);
  });

  test('that the agent has forgotten begins again with what was said in it', async () => {
    const { agent, question } = await agentWith({ run: frames([delta('Hm'), whole('Hm?')]) });
    await all(question());
    agent.forgetSessions();
    const earlier = [{ question: 'Who are you?', answer: 'Gem.' }];
    expect(types(await all(question({ newSession: false, earlier })))).toEqual(['accepted', 'delta', 'whole']);
    expect(agent.requests.at(-2)?.body).toEqual({
      sessionId: SESSION,
      events: [
        { author: 'user', content: { role: 'user', parts: [{ text: 'Who are you?' }] } },
        { author: 'production_agent', content: { role: 'model', parts: [{ text: 'Gem.' }] } },
      ],
    });
  });

  test('that cannot be created is a failure, once', async () => {
    const { agent, question } = await agentWith({ session: json(404, { detail: 'Agent not found' }) });
    expect(await failureOf(question())).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('Agent not found'),
    });
    expect(agent.requests).toHaveLength(1);
  });
});

describe('an agent that cannot answer', () => {
  test.each([
    [403, '<html>Forbidden</html>', 'permission-denied', 'AGENT_HTTP_403', false],
    [429, 'Rate exceeded.', 'resource-exhausted', 'AGENT_HTTP_429', true],
    [500, '', 'unavailable', 'AGENT_HTTP_500', true],
    [503, '{"detail":"All slots are taken","errorCode":"BACKEND_BUSY"}', 'resource-exhausted', 'BACKEND_BUSY', true],
    [504, '{"detail":"Too slow","errorCode":"BACKEND_TIMEOUT"}', 'deadline-exceeded', 'BACKEND_TIMEOUT', true],
  ])('answering %i %s is %s', async (status, body, code, reason, retryable) => {
    const { question } = await agentWith({ run: (response) => void response.writeHead(status).end(body) });
    expect(await failureOf(question())).toMatchObject({ code, reason, retryable });
  });

  test("says so in ADK's two frames, of which the first tells more", async () => {
    const { question } = await agentWith({
      run: frames([
        delta('I th'),
        { errorCode: 'MODEL_NOT_FOUND', errorMessage: 'model "gemma3:9b" not found' },
        { error: 'ModelError: model not found' },
      ]),
    });
    expect(await failureOf(question())).toMatchObject({
      code: 'failed-precondition',
      reason: 'MODEL_NOT_FOUND',
      message: 'model "gemma3:9b" not found',
    });
  });

  test('or in the second alone', async () => {
    const { question } = await agentWith({ run: frames([{ error: 'ValueError: no' }]) });
    expect(await failureOf(question())).toMatchObject({ reason: 'AGENT_ERROR', message: 'ValueError: no' });
  });

  test('and ends its stream before the answer is complete', async () => {
    const { question } = await agentWith({ run: frames([delta('I th')]) });
    expect(await failureOf(question())).toMatchObject({ reason: 'ANSWER_CUT_OFF', retryable: true });
  });

  test('and whose connection breaks', async () => {
    const { question } = await agentWith({ run: frames([delta('I th')], (response) => void response.destroy()) });
    expect(await failureOf(question())).toMatchObject({ code: 'unavailable', reason: 'AGENT_UNREACHABLE' });
  });

  test.each(['data: {"partial": tr\n\n', 'data: "text"\n\n', 'data: {"content":{"parts":"none"}}\n\n'])(
    'and writes %j instead of a frame',
    async (line) => {
      const { question } = await agentWith({ run: frames([line]) });
      expect(await failureOf(question())).toMatchObject({ reason: 'ANSWER_UNREADABLE' });
    },
  );

  test('and is not there at all', async () => {
    const { question } = await agentWith({});
    expect(await failureOf(question({ agentUrl: 'http://127.0.0.1:1' }))).toMatchObject({
      code: 'unavailable',
      reason: 'AGENT_UNREACHABLE',
      retryable: true,
    });
  });
});

describe('stopping', () => {
  test('in the middle of an answer reaches the agent', async () => {
    const stop = new AbortController();
    const { agent, question } = await agentWith({ run: frames([delta('One'), delta(' two')], () => undefined) });
    const answer = askAgent(question({ signal: stop.signal }));
    await answer.next();
    await answer.next();
    stop.abort();
    await agent.abandoned;
    await expect(all({ ...question(), signal: stop.signal })).rejects.toMatchObject({ record: { code: 'cancelled' } });
  });

  test('before the agent has said anything reaches it too', async () => {
    const stop = new AbortController();
    const { agent, question } = await agentWith({ run: () => stop.abort() });
    expect(await failureOf(question({ signal: stop.signal }))).toMatchObject({ code: 'cancelled', retryable: false });
    await agent.abandoned;
  });

  test('reading no further reaches it as well', async () => {
    const { agent, question } = await agentWith({ run: frames([delta('One')], () => undefined) });
    for await (const part of askAgent(question())) if (part.type === 'delta') break;
    await agent.abandoned;
  });

  test('by the clock is told apart from being stopped', async () => {
    const { question } = await agentWith({ run: () => undefined });
    expect(await failureOf(question({ signal: AbortSignal.timeout(50) }))).toMatchObject({
      code: 'deadline-exceeded',
      reason: 'AGENT_TIMEOUT',
    });
  });
});
