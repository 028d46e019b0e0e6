import { describe, expect, test, vi } from 'vitest';
import { aRun, createTestApp, sessionPath } from '../testing/create-test-app.ts';
import { failing, hangingUntilAborted, type Script, saying } from '../testing/scripted-llm.ts';

const openApp = async (options: Parameters<typeof createTestApp>[0] = {}) => {
  const opened = createTestApp(options);
  await opened.send('POST', sessionPath('s1'));
  return opened;
};

const textsOf = (events: unknown) =>
  (events as readonly { readonly content: { readonly parts: readonly { readonly text: string }[] } }[]).map(
    ({ content }) => content.parts.map(({ text }) => text).join(''),
  );

const throwing = (error: unknown): Script =>
  async function* fail() {
    yield* [];
    throw error;
  };

describe('a failure of the model on /run', () => {
  test.each([
    ['BACKEND_BUSY', 503],
    ['BACKEND_TIMEOUT', 504],
    ['BACKEND_UNREACHABLE', 502],
    ['MODEL_NOT_FOUND', 502],
    ['BACKEND_HTTP_500', 502],
  ])('with %s is %i with JSON', async (errorCode, status) => {
    const { send, lines } = await openApp({ script: failing(errorCode, 'what happened') });
    const response = await send('POST', '/run', aRun());
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ detail: 'what happened', errorCode });
    expect(response.headers.get('retry-after')).toBe(status === 503 ? '1' : null);
    expect(lines.at(-1)).toMatchObject({ severity: 'ERROR', event: 'turn', fields: { status, errorCode } });
  });

  test.each([new Error('a secret path'), 'a secret string'])(
    'by throwing %s is told to the log alone',
    async (thrown) => {
      const { send, lines } = await openApp({ script: throwing(thrown) });
      const response = await send('POST', '/run', aRun());
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({ detail: 'Internal Server Error', errorCode: 'INTERNAL' });
      expect(await (await send('POST', '/run_sse', aRun())).text()).not.toContain('secret');
      expect(lines.at(-1)).toMatchObject({ severity: 'ERROR', fields: { error: expect.stringContaining('secret') } });
    },
  );

  test('leaves the session usable: the next turn tells the model both questions', async () => {
    const { send, model } = await openApp({ script: failing('BACKEND_BUSY', 'busy') });
    await send('POST', '/run', aRun());
    model.script = saying('Bamboo!');
    expect((await send('POST', '/run', aRun())).status).toBe(200);
    expect(model.asked.at(-1)?.request.contents).toHaveLength(2);
  });
});

describe('turns of one session', () => {
  test('remember what was said', async () => {
    const { send, model } = await openApp();
    await send('POST', '/run', aRun());
    await send('POST', '/run', aRun());
    expect(model.asked[1]?.request.contents).toMatchObject([{ role: 'user' }, { role: 'model' }, { role: 'user' }]);
  });

  test('run one after the other, in the order they came', async () => {
    const { send, model } = await openApp();
    const answers = await Promise.all(
      ['1', '2', '3'].map((text) => send('POST', '/run', aRun({ newMessage: { parts: [{ text }] } }))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(model.asked.map(({ request }) => request.contents.length)).toEqual([1, 3, 5]);
    expect(model.asked.map(({ request }) => request.contents.at(-1)?.parts?.[0]?.text)).toEqual(['1', '2', '3']);
  });

  test('are refused with 429 when the one before takes too long', async () => {
    const hanging = hangingUntilAborted();
    const { send, stop } = await openApp({ script: hanging.script, sessionWaitSeconds: 0 });
    const first = send('POST', '/run', aRun());
    await hanging.started;
    const second = await send('POST', '/run', aRun());
    expect(second.status).toBe(429);
    expect(await second.json()).toEqual({ detail: expect.stringContaining('s1'), errorCode: 'SESSION_BUSY' });
    expect(second.headers.get('retry-after')).toBe('1');
    stop.abort();
    await first;
  });

  test('of another session do not wait', async () => {
    const hanging = hangingUntilAborted();
    const { send, stop, model } = await openApp({ script: hanging.script });
    await send('POST', sessionPath('s2'));
    const first = send('POST', '/run', aRun());
    await hanging.started;
    model.script = saying('Bamboo!');
    expect((await send('POST', '/run', aRun({ sessionId: 's2' }))).status).toBe(200);
    stop.abort();
    await first;
  });

  test('answer 404 when the session is deleted meanwhile', async () => {
    const { promise: mayAnswer, resolve: answerNow } = Promise.withResolvers<void>();
    const { send, model } = await openApp({
      script: async function* slow(asked) {
        await mayAnswer;
        yield* saying('Hi')(asked);
      },
    });
    const turn = send('POST', '/run', aRun());
    await vi.waitFor(() => expect(model.asked).toHaveLength(1));
    await send('DELETE', sessionPath('s1'));
    answerNow();
    const response = await turn;
    expect({ status: response.status, body: await response.json() }).toEqual({
      status: 404,
      body: { detail: 'Session not found: s1', errorCode: 'SESSION_NOT_FOUND' },
    });
  });
});

test('a turn in a session that was not there does not hold the session that is made then', async () => {
  const { send } = createTestApp({ sessionWaitSeconds: 0 });
  expect((await send('POST', '/run', aRun())).status).toBe(404);
  await send('POST', sessionPath('s1'));
  expect((await send('POST', '/run', aRun())).status).toBe(200);
});

describe('an aborted turn', () => {
  test('frees its session', async () => {
    const hanging = hangingUntilAborted();
    const { send, model } = await openApp({ script: hanging.script });
    const client = new AbortController();
    const first = send('POST', '/run', aRun(), { signal: client.signal });
    await hanging.started;
    client.abort();
    await first;
    model.script = saying('Bamboo!');
    expect((await send('POST', '/run', aRun())).status).toBe(200);
  });

  test('is logged as the client having gone', async () => {
    const hanging = hangingUntilAborted();
    const { send, lines } = await openApp({ script: hanging.script });
    const client = new AbortController();
    const turn = send('POST', '/run', aRun(), { signal: client.signal });
    await hanging.started;
    client.abort();
    await turn;
    expect(lines.at(-1)).toMatchObject({ severity: 'INFO', fields: { status: 499 } });
  });

  test('tells the client when it is the service that stops', async () => {
    const hanging = hangingUntilAborted();
    const { send, stop } = await openApp({ script: hanging.script });
    const turn = send('POST', '/run', aRun());
    await hanging.started;
    stop.abort();
    const response = await turn;
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ errorCode: 'TURN_ABORTED' });
  });

  test('while it still waits for its session never reaches the model', async () => {
    const hanging = hangingUntilAborted();
    const { send, stop, model } = await openApp({ script: hanging.script });
    const first = send('POST', '/run', aRun());
    await hanging.started;
    const client = new AbortController();
    const second = send('POST', '/run', aRun(), { signal: client.signal });
    await Promise.resolve();
    client.abort();
    expect((await second).status).toBe(503);
    expect(model.asked).toHaveLength(1);
    stop.abort();
    await first;
  });
});

describe('what a turn leaves', () => {
  test('is the question and the answer in the session, whole events only', async () => {
    const { send } = await openApp();
    await (await send('POST', '/run_sse', aRun({ streaming: true }))).text();
    const session = (await (await send('GET', sessionPath('s1'))).json()) as { readonly events: unknown };
    expect(textsOf(session.events)).toEqual(['What do red pandas eat?', 'Bamboo!']);
  });

  test('is the state it was sent with', async () => {
    const { send } = await openApp();
    await send('POST', '/run', aRun({ state_delta: { mood: 'curious', 'temp:x': 1 } }));
    expect(await (await send('GET', sessionPath('s1'))).json()).toMatchObject({ state: { mood: 'curious' } });
  });
});

test('the model is told the persona alone: no preamble of the framework', async () => {
  const { send, model } = await openApp();
  await send('POST', '/run', aRun());
  const instruction = model.asked[0]?.request.config?.systemInstruction;
  expect(instruction).toMatch(/^You are Gem/);
  expect(instruction).not.toMatch(/agent|internal name/i);
});
