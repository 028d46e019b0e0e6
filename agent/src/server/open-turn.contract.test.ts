import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { OllamaLlm } from '../model/ollama-llm.ts';
import { aRun, createTestApp, sessionPath } from '../testing/create-test-app.ts';
import { type Behaviour, type FakeOllama, MODEL, startFakeOllama } from '../testing/fake-ollama.ts';
import { readFrames } from '../testing/read-frames.ts';

const NS_PER_MS = 1_000_000;
/** Each part has a length of its own, so that none can be taken for another. */
const USUAL_MS = { backendWait: 3, modelQueue: 5, modelLoad: 7, prompt: 11, generation: 13 };
const STALLED_MS = 4_000;
type Place = keyof typeof USUAL_MS;

let server: FakeOllama;
let nowMs: number;
beforeEach(async () => {
  server = await startFakeOllama();
  nowMs = 1_000;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server[Symbol.asyncDispose]();
});

/** A model server whose time passes in these places; it says of itself what Ollama would. */
const taking =
  (ms: Readonly<Record<Place, number>>): Behaviour =>
  (call) => {
    nowMs += ms.backendWait + ms.modelLoad + ms.modelQueue + ms.prompt;
    call.say('Bamboo!');
    nowMs += ms.generation;
    call.finish({
      total_duration: (ms.modelLoad + ms.modelQueue + ms.prompt + ms.generation) * NS_PER_MS,
      load_duration: ms.modelLoad * NS_PER_MS,
      prompt_eval_duration: ms.prompt * NS_PER_MS,
      eval_duration: ms.generation * NS_PER_MS,
    });
  };

const openApp = async () => {
  const llm = new OllamaLlm({
    model: MODEL,
    baseUrl: server.url,
    firstByteTimeoutSeconds: 30,
    totalTimeoutSeconds: 60,
  });
  const opened = createTestApp({ llm });
  await opened.send('POST', sessionPath('s1'));
  return opened;
};

describe('where the time of an answer went', () => {
  test.each(Object.keys(USUAL_MS) as Place[])(
    'is told for a stall in %s, on both routes and in the log',
    async (place) => {
      const ms = { ...USUAL_MS, [place]: STALLED_MS };
      server.behave(taking(ms));
      const splitUs = {
        agent: 0,
        backendWait: ms.backendWait * 1_000,
        modelQueue: ms.modelQueue * 1_000,
        modelLoad: ms.modelLoad * 1_000,
        prompt: ms.prompt * 1_000,
        generation: ms.generation * 1_000,
      };
      const { send, lines } = await openApp();
      const whole = await send('POST', '/run', aRun());
      expect(await whole.json()).toMatchObject([{ customMetadata: { splitUs, instanceAgeMs: 1_000 } }]);
      expect(whole.headers.get('server-timing')).toContain(`generation;dur=${ms.generation}`);

      const streamed = await send('POST', '/run_sse', aRun({ streaming: true }));
      const frames = readFrames(await streamed.text());
      expect(frames.at(-1)).toMatchObject({ customMetadata: { splitUs } });
      for (const delta of frames.slice(0, -1)) expect(delta).not.toHaveProperty('customMetadata');
      expect(lines.at(-1)).toMatchObject({ event: 'turn', fields: { splitUs } });
    },
  );

  test('is not told when the model server does not tell, nor for a failure', async () => {
    const { send } = await openApp();
    server.behave((call) => {
      call.say('Bamboo!');
      call.finish({ total_duration: undefined });
    });
    const [event] = (await (await send('POST', '/run', aRun())).json()) as readonly object[];
    expect(event).toMatchObject({ customMetadata: { ttftMs: 0 } });
    expect(event).not.toHaveProperty('customMetadata.splitUs');
    server.behave((call) => call.refuse(503));
    expect((await send('POST', '/run', aRun())).headers.get('server-timing')).toBeNull();
  });

  test('leaves the session as it was: what it keeps is the answer', async () => {
    const { send } = await openApp();
    await send('POST', '/run', aRun());
    const session = await (await send('GET', sessionPath('s1'))).text();
    expect(session).toContain('loadDurationMs');
    expect(session).not.toContain('backendWait');
  });
});

describe("the caller's trace", () => {
  const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

  test('goes on to the model server, under a span of its own', async () => {
    const { send } = await openApp();
    const headers = { 'content-type': 'application/json', traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` };
    await send('POST', '/run', aRun(), { headers });
    const { traceparent } = (await server.nextCall()).headers;
    expect(traceparent).toMatch(new RegExp(`^00-${TRACE_ID}-(?!00f067aa0ba902b7)[\\da-f]{16}-01$`));
  });

  test('is not made up', async () => {
    const { send } = await openApp();
    await send('POST', '/run', aRun());
    expect((await server.nextCall()).headers).not.toHaveProperty('traceparent');
  });
});
