import { describe, expect, test, vi } from 'vitest';
import { aRun, createTestApp, sessionPath } from '../testing/create-test-app.ts';
import { readFrames } from '../testing/read-frames.ts';
import { failing, saying } from '../testing/scripted-llm.ts';

const openApp = async (options: Parameters<typeof createTestApp>[0] = {}) => {
  const opened = createTestApp(options);
  await opened.send('POST', sessionPath('s1'));
  return opened;
};

describe('/run_sse', () => {
  test('sends deltas and then the whole answer, all under one id, and no end mark', async () => {
    const { send } = await openApp();
    const response = await send('POST', '/run_sse', aRun({ streaming: true }));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    const frames = readFrames(await response.text());
    expect(frames).toMatchObject([
      { partial: true, content: { role: 'model', parts: [{ text: 'Bam' }] } },
      { partial: true, content: { role: 'model', parts: [{ text: 'boo!' }] } },
      { partial: false, content: { role: 'model', parts: [{ text: 'Bamboo!' }] } },
    ]);
    expect(new Set(frames.map((frame) => (frame as { readonly invocationId: string }).invocationId)).size).toBe(1);
  });

  test('sends whole events only unless "streaming" is asked for', async () => {
    const { send } = await openApp();
    const frames = readFrames(await (await send('POST', '/run_sse', aRun())).text());
    expect(frames).toMatchObject([{ content: { parts: [{ text: 'Bamboo!' }] } }]);
  });

  test('gives instants in seconds', async () => {
    const { send } = await openApp();
    const [frame] = readFrames(await (await send('POST', '/run_sse', aRun())).text());
    expect(frame).toMatchObject({ timestamp: expect.closeTo(Date.now() / 1000, -3) });
  });

  test('tells a failure of the model by its event and by an error frame after it', async () => {
    const { send } = await openApp({ script: failing('BACKEND_BUSY', 'All slots are taken') });
    const response = await send('POST', '/run_sse', aRun({ streaming: true }));
    expect(response.status).toBe(200);
    expect(readFrames(await response.text())).toEqual([
      expect.objectContaining({ errorCode: 'BACKEND_BUSY', errorMessage: 'All slots are taken' }),
      {
        error: 'BACKEND_BUSY: All slots are taken',
        error_details: {
          error_type: 'BACKEND_BUSY',
          error_message: 'All slots are taken',
          timestamp: expect.closeTo(Date.now() / 1000, -3),
        },
      },
    ]);
  });

  test('keeps what was said before the failure', async () => {
    const { send } = await openApp({
      script: async function* breakOff(asked) {
        for await (const response of saying('Bam')(asked)) if (response.partial) yield response;
        yield { errorCode: 'BACKEND_UNREACHABLE', errorMessage: 'cut' };
      },
    });
    const frames = readFrames(await (await send('POST', '/run_sse', aRun({ streaming: true }))).text());
    expect(frames).toMatchObject([
      { partial: true },
      { errorCode: 'BACKEND_UNREACHABLE' },
      { error: expect.any(String) },
    ]);
  });

  test('sends comments while the model is silent, and stops doing so after the answer', async () => {
    vi.useFakeTimers();
    try {
      const { promise: mayAnswer, resolve: answerNow } = Promise.withResolvers<void>();
      const { send, model } = await openApp({
        script: async function* slow(asked) {
          await mayAnswer;
          yield* saying('Hi')(asked);
        },
      });
      const response = await send('POST', '/run_sse', aRun());
      const text = response.text();
      await vi.waitFor(() => expect(model.asked).toHaveLength(1));
      await vi.advanceTimersByTimeAsync(25_000);
      answerNow();
      expect(readFrames(await text)).toEqual([
        ': heartbeat',
        ': heartbeat',
        expect.objectContaining({ author: 'production_agent' }),
      ]);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
