import type { LlmRequest, LlmResponse } from '@google/adk';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answering, type Behaviour, type FakeOllama, hanging, MODEL, startFakeOllama } from '../testing/fake-ollama.ts';
import { BackendFailure } from './backend-failure.ts';
import { OllamaLlm, type OllamaLlmOptions } from './ollama-llm.ts';

let server: FakeOllama;
beforeEach(async () => {
  server = await startFakeOllama();
});
afterEach(async () => {
  vi.useRealTimers();
  await server[Symbol.asyncDispose]();
});

const REQUEST: LlmRequest = {
  contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
  config: { systemInstruction: 'Be kind', temperature: 0.7 },
  liveConnectConfig: {},
  toolsDict: {},
};

const openModel = (options: Partial<OllamaLlmOptions> = {}) =>
  new OllamaLlm({
    model: MODEL,
    baseUrl: server.url,
    firstByteTimeoutSeconds: 30,
    totalTimeoutSeconds: 60,
    ...options,
  });

const ask = async (
  options: Partial<OllamaLlmOptions> & { readonly stream?: boolean; readonly signal?: AbortSignal } = {},
) => {
  const { stream = false, signal, ...rest } = options;
  const responses: LlmResponse[] = [];
  for await (const response of openModel(rest).generateContentAsync(REQUEST, stream, signal)) responses.push(response);
  return responses;
};

const textsOf = (responses: readonly LlmResponse[]) =>
  responses.map(({ content }) => content?.parts?.map(({ text }) => text).join(''));

describe('an answer', () => {
  test('is asked for with the persona, the history and the settings', async () => {
    await ask();
    const call = await server.nextCall();
    expect(call.path).toBe('/api/chat');
    expect(call.headers['authorization']).toBeUndefined();
    expect(call.body).toEqual({
      model: MODEL,
      stream: true,
      messages: [
        { role: 'system', content: 'Be kind' },
        { role: 'user', content: 'Hi' },
      ],
      options: { temperature: 0.7 },
    });
  });

  test('comes as deltas and then as a whole, under one id, with what it took', async () => {
    server.behave(answering('Bam', 'boo!'));
    const responses = await ask({ stream: true });
    expect(textsOf(responses)).toEqual(['Bam', 'boo!', 'Bamboo!']);
    expect(responses.map(({ partial }) => partial)).toEqual([true, true, false]);
    expect(new Set(responses.map((response) => (response as { readonly id?: string }).id)).size).toBe(1);
    expect(responses.at(-1)).toMatchObject({
      finishReason: 'STOP',
      modelVersion: MODEL,
      usageMetadata: { promptTokenCount: 20, candidatesTokenCount: 8, totalTokenCount: 28 },
      customMetadata: {
        ttftMs: expect.any(Number),
        loadDurationMs: 400,
        promptEvalDurationMs: 30,
        evalDurationMs: 200,
        totalDurationMs: 900,
        promptTokens: 20,
        answerTokens: 8,
      },
    });
  });

  test('is the whole alone when nobody wants deltas', async () => {
    server.behave(answering('Bam', 'boo!'));
    const responses = await ask();
    expect(textsOf(responses)).toEqual(['Bamboo!']);
    expect(responses[0]).not.toHaveProperty('partial');
  });

  test('that reached the token limit says so', async () => {
    server.behave((call) => {
      call.say('Bam');
      call.finish({ done_reason: 'length' });
    });
    expect(await ask()).toMatchObject([{ finishReason: 'MAX_TOKENS' }]);
  });

  test('leaves its connection to a later one, though the stream ends only after the last chunk', async () => {
    server.behave((call) => {
      call.say('Bamboo!');
      call.line({ model: MODEL, message: { role: 'assistant', content: '' }, done: true });
    });
    for (let turn = 0; turn < 10; turn += 1) {
      await ask();
      const call = await server.nextCall();
      call.end();
      await call.sent;
    }
    // The next call may begin while the last bytes of the one before are still on their way.
    expect(server.connectionCount).toBeLessThanOrEqual(3);
  });

  test('carries a token where the server is private', async () => {
    await ask({ authorize: async () => 'Bearer a-token' });
    expect((await server.nextCall()).headers['authorization']).toBe('Bearer a-token');
  });
});

describe('a failure', () => {
  const refusing =
    (status: number, body: unknown): Behaviour =>
    (call) =>
      call.refuse(status, body);
  const afterOneDelta =
    (then: 'cut' | 'end'): Behaviour =>
    (call) => {
      call.say('Bam');
      call[then]();
    };

  test.each<[string, Behaviour, string, RegExp]>([
    ['an unknown model', refusing(404, { error: 'model not found' }), 'MODEL_NOT_FOUND', /404: model not found$/],
    ['a wrong URL', refusing(404, 'not here'), 'BACKEND_HTTP_404', /404$/],
    ['no free slot at Cloud Run', refusing(429, 'Rate exceeded.'), 'BACKEND_BUSY', /429$/],
    ['a full queue', refusing(503, { error: 'server busy' }), 'BACKEND_BUSY', /503: server busy$/],
    ['a broken server', refusing(500, { error: 'out of memory' }), 'BACKEND_HTTP_500', /out of memory$/],
    ['a missing permission', refusing(403, '<html>'), 'BACKEND_UNAUTHORIZED', /403$/],
    ['a connection cut before the headers', (call) => call.cut(), 'BACKEND_UNREACHABLE', /connection .* failed/],
    ['a connection cut in the middle', afterOneDelta('cut'), 'BACKEND_UNREACHABLE', /connection .* failed/],
    ['an end without the last chunk', afterOneDelta('end'), 'BACKEND_ERROR', /broke off/],
    [
      'an error line in the middle',
      (call) => {
        call.say('Bam');
        call.line({ error: 'the runner has crashed' });
        call.end();
      },
      'BACKEND_ERROR',
      /the runner has crashed$/,
    ],
    ['an answer without a word', answering(), 'EMPTY_ANSWER', /without a word/],
    ['an answer of blanks', answering(' ', '\n'), 'EMPTY_ANSWER', /without a word/],
  ])('by %s is one response with a code', async (_what, behaviour, errorCode, message) => {
    server.behave(behaviour);
    for (const stream of [false, true]) {
      const responses = await ask({ stream });
      expect(responses.at(-1)).toEqual({
        id: expect.any(String),
        errorCode,
        errorMessage: expect.stringMatching(message),
      });
      expect(responses.filter((response) => response.errorCode === undefined && response.partial !== true)).toEqual([]);
    }
  });

  test('to connect at all is one as well', async () => {
    const { url } = server;
    await server[Symbol.asyncDispose]();
    expect(await ask({ baseUrl: url })).toMatchObject([
      { errorCode: 'BACKEND_UNREACHABLE', errorMessage: expect.stringContaining('ECONNREFUSED') },
    ]);
    server = await startFakeOllama();
  });

  test('to begin in time ends the call', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    server.behave(hanging);
    const answer = ask();
    const call = await server.nextCall();
    await vi.advanceTimersByTimeAsync(30_000);
    await call.abandoned;
    expect(await answer).toMatchObject([
      { errorCode: 'BACKEND_TIMEOUT', errorMessage: expect.stringContaining('did not begin') },
    ]);
  });

  test('to finish in time ends the call, after what was said', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    server.behave((call) => call.say('Bam'));
    const answer = openModel().generateContentAsync(REQUEST, true);
    expect(await answer.next()).toMatchObject({ value: { partial: true } });
    const next = answer.next();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await next).toMatchObject({
      value: { errorCode: 'BACKEND_TIMEOUT', errorMessage: expect.stringContaining('did not finish') },
    });
    expect(await answer.next()).toMatchObject({ done: true });
    await (await server.nextCall()).abandoned;
  });

  test('to get a token never reaches the server', async () => {
    const authorize = () => Promise.reject(new BackendFailure('BACKEND_UNAUTHORIZED', 'No ID token'));
    expect(await ask({ authorize })).toMatchObject([{ errorCode: 'BACKEND_UNAUTHORIZED' }]);
    expect(server.calls).toHaveLength(0);
  });
});

describe('a caller who goes', () => {
  test.each<[string, Behaviour]>([
    ['before the headers, as during a cold start', hanging],
    ['in the middle of the answer', (call) => call.say('Bam')],
  ])('%s ends the call at the server and gets nothing more', async (_when, behaviour) => {
    server.behave(behaviour);
    const caller = new AbortController();
    const answer = ask({ signal: caller.signal });
    const call = await server.nextCall();
    caller.abort('a reason of any kind');
    await call.abandoned;
    expect(await answer).toEqual([]);
  });

  test('by no longer reading ends the call as well', async () => {
    server.behave((call) => call.say('Bam'));
    for await (const response of openModel().generateContentAsync(REQUEST, true)) {
      expect(response.partial).toBe(true);
      break;
    }
    await (await server.nextCall()).abandoned;
  });
});

test('a live connection is refused with what to use instead', async () => {
  await expect(openModel().connect()).rejects.toThrow('use /run or /run_sse');
});
