import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE_QUESTIONS } from '@proving-ground/shared';
import { type AbortableAsyncIterator, type ChatResponse, type GenerateResponse, Ollama } from 'ollama';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ServeProcess, startServe } from './testing/start-serve.ts';

const MODEL = 'gemma3:270m';
const INSTRUCT = 'smollm2:135m';
const LANES = 4;
const ask = (content: string) => [
  { role: 'system', content: 'You are Gem, the tour guide of a zoo. Answer every visitor in a few short sentences.' },
  { role: 'user', content },
];
/** The model repeats this until its context is full, which takes a minute. */
const endless = {
  model: MODEL,
  prompt: 'la la la la la la la la la la',
  raw: true,
  options: { temperature: 0, repeat_penalty: 1, num_predict: -1 },
} as const;

let folder: string;
let server: ServeProcess;
let client: Ollama;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-serve-'));
  server = await startServe({
    PATH: process.env['PATH'] ?? '',
    OLLAMA_MODELS: join(folder, 'models'),
    OLLAMA_NUM_PARALLEL: String(LANES),
    OLLAMA_MAX_QUEUE: '2',
    OLLAMA_KEEP_ALIVE: '-1',
  });
  client = new Ollama({ host: server.url });
  for (const model of [MODEL, INSTRUCT]) await client.pull({ model });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

// Ends every answer that a test began.
afterEach(() => client.abort());

type Answer = AbortableAsyncIterator<GenerateResponse>;

/** The next piece of an answer; the rest stays to be read. */
async function nextPiece(answer: Answer): Promise<GenerateResponse | undefined> {
  const next = await answer[Symbol.asyncIterator]().next();
  return next.done ? undefined : next.value;
}

/** Starts an answer without an end and waits until it is being written. */
async function startEndless(): Promise<Answer> {
  const answer = await client.generate({ ...endless, stream: true });
  await nextPiece(answer);
  return answer;
}

/** One after the other: what the test before left may hold a lane for a moment. */
async function startOnAllLanes(): Promise<Answer[]> {
  const answers: Answer[] = [];
  while (answers.length < LANES) answers.push(await startEndless());
  return answers;
}

describe('a chat', () => {
  test('streams word by word and ends with its metrics in nanoseconds', async () => {
    const request = { model: MODEL, messages: ask(SAMPLE_QUESTIONS[0]), options: { seed: 7 } };
    const chunks: ChatResponse[] = [];
    for await (const chunk of await client.chat({ ...request, stream: true })) chunks.push(chunk);
    const last = chunks.at(-1);
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.slice(0, -1).every(({ done, message }) => !done && message.content !== '')).toBe(true);
    expect(last).toMatchObject({ done: true, done_reason: 'stop', message: { role: 'assistant', content: '' } });
    expect(last?.eval_count).toBeGreaterThanOrEqual(chunks.length - 1);
    expect(last?.prompt_eval_count).toBeGreaterThan(50);
    const { total_duration: total = 0, load_duration: load = 0, prompt_eval_duration: prompt = 0 } = last ?? {};
    expect(total).toBeGreaterThan(load + prompt);
    expect(prompt).toBeGreaterThan(1e6);
  });

  test.each(SAMPLE_QUESTIONS)('about "%s" gets a short answer of one line without leftovers', async (question) => {
    const answers = await Promise.all(
      [1, 2, 3].map((seed) =>
        client.chat({ model: MODEL, messages: ask(question), options: { seed, num_predict: 256 } }),
      ),
    );
    for (const { message, eval_count: tokens } of answers) {
      expect(message.content).toBe(message.content.trim());
      expect(message.content).not.toMatch(/Visitor|Gem:|\n|<start_of/);
      expect(tokens).toBeLessThan(130);
    }
    expect(answers.some(({ message }) => message.content.length > 10)).toBe(true);
  });

  test('with the same seed gets the same answer, and no longer than asked for', async () => {
    const request = { model: MODEL, messages: ask('Tell me about lions.'), options: { seed: 3, num_predict: 5 } };
    const first = await client.chat(request);
    expect(first).toMatchObject({ done_reason: 'length', eval_count: 5 });
    expect((await client.chat(request)).message.content).toBe(first.message.content);
  });

  test('ends before a stop sequence of the request', async () => {
    const request = { model: MODEL, messages: ask('Tell me about lions.'), options: { seed: 3, num_predict: 20 } };
    const whole = (await client.chat(request)).message.content;
    const stop = whole.split(' ')[2] ?? '';
    const cut = await client.chat({ ...request, options: { ...request.options, stop: [stop] } });
    expect(cut.message.content).toBe(whole.slice(0, whole.indexOf(stop)).trim());
    expect(cut.done_reason).toBe('stop');
  });

  test('with an instruct model makes sense: its own chat template is used', async () => {
    const { message } = await client.chat({
      model: INSTRUCT,
      messages: [{ role: 'user', content: 'What is the capital of France?' }],
      options: { temperature: 0 },
    });
    expect(message.content).toContain('Paris');
  });
});

describe('lanes', () => {
  test('as many answers as there are lanes are written at the same time', async () => {
    const answers = await startOnAllLanes();
    const pieces = await Promise.all(answers.map(nextPiece));
    expect(pieces.every((piece) => piece?.done === false)).toBe(true);
  });

  test('a client that leaves frees its lane within half a second, for the one that waits', async () => {
    const answers = await startOnAllLanes();
    const waiting = startEndless();
    let isServed = false;
    void waiting.then(() => {
      isServed = true;
    });
    await Promise.all(answers.map(nextPiece));
    expect(isServed).toBe(false);
    const leftAtMs = performance.now();
    answers[0]?.abort();
    await waiting;
    expect(performance.now() - leftAtMs).toBeLessThan(500);
  });

  test.each([0, 50, 300])('a client that leaves %i ms into a long prompt frees its lane too', async (patienceMs) => {
    const [leaving] = await startOnAllLanes();
    leaving?.abort();
    const prompt = `${patienceMs} ${'A very long story about all the animals of the zoo. '.repeat(300)}`;
    const reading = fetch(`${server.url}/api/generate`, {
      method: 'POST',
      body: JSON.stringify({ model: MODEL, raw: true, prompt }),
      signal: AbortSignal.timeout(patienceMs),
    });
    await expect(reading).rejects.toThrow('timeout');
    const leftAtMs = performance.now();
    await startEndless();
    expect(performance.now() - leftAtMs).toBeLessThan(2_000);
  });

  test('beyond lanes and queue a request is turned away as busy; who gives up waiting makes place', async () => {
    const answers = await startOnAllLanes();
    const impatient = new AbortController();
    // Two find a place in the queue, whichever they are; the third is answered, and so the first to be.
    const queued = [1, 2, 3].map(() =>
      fetch(`${server.url}/api/generate`, { method: 'POST', body: JSON.stringify(endless), signal: impatient.signal }),
    );
    const refused = await Promise.race(queued);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toEqual({
      error: 'server busy, please try again.  maximum pending requests exceeded',
    });
    impatient.abort();
    await Promise.allSettled(queued);
    const waiting = startEndless();
    answers[0]?.abort();
    expect(await waiting).toBeDefined();
  });
});

describe('models', () => {
  test('one that was not pulled is answered 404 with what to do', async () => {
    await expect(client.chat({ model: 'nope', messages: ask('Hello?') })).rejects.toMatchObject({
      status_code: 404,
      error: 'model "nope" not found, try pulling it first',
    });
  });

  test('are listed, shown and counted as running', async () => {
    await client.chat({ model: MODEL, messages: [] });
    const details = { format: 'gguf', family: 'gemma3', parameter_size: '268.10M', quantization_level: 'Q4_K_M' };
    const { models } = await client.list();
    expect(models.map(({ name }) => name)).toEqual([MODEL, INSTRUCT]);
    expect(models[0]).toMatchObject({ model: MODEL, details, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const running = (await client.ps()).models.find(({ name }) => name === MODEL);
    expect(running).toMatchObject({ digest: models[0]?.digest, size_vram: 0 });
    const shown = await client.show({ model: MODEL });
    expect(shown).toMatchObject({ details, capabilities: ['completion'] });
    expect(shown.model_info).toMatchObject({ 'general.architecture': 'gemma3', 'gemma3.context_length': 32_768 });
    expect((await client.version()).version).toMatch(/^\d+\.\d+\.\d+/);
  });

  test('are loaded by a request without messages and unloaded by one with keep_alive 0', async () => {
    expect(await client.chat({ model: INSTRUCT, messages: [] })).toMatchObject({ done: true, done_reason: 'load' });
    expect((await client.ps()).models.map(({ name }) => name)).toContain(INSTRUCT);
    expect(await client.chat({ model: INSTRUCT, messages: [], keep_alive: 0 })).toMatchObject({
      done_reason: 'unload',
    });
    await vi.waitFor(async () => {
      expect((await client.ps()).models.map(({ name }) => name)).not.toContain(INSTRUCT);
    });
  });
});

test('the commands speak to the server', async () => {
  expect(await server.run('list')).toMatchObject({ code: 0, output: expect.stringContaining(MODEL) });
  expect(await server.run('show', MODEL)).toMatchObject({ code: 0, output: expect.stringContaining('Q4_K_M') });
  expect(await server.run('pull', MODEL)).toMatchObject({ code: 0, output: expect.stringContaining('success') });
  expect((await server.run('--version')).output).toBe('ollama version is 0.17.4+proving-ground\n');
  expect(await server.run('show', 'nope')).toMatchObject({ code: 1, output: expect.stringContaining('not found') });
  expect(await server.run('fly')).toMatchObject({ code: 1, output: expect.stringContaining('unknown command "fly"') });
});

test('SIGTERM lets an answer end for a moment, then cuts it off, and the server ends with code 0', async () => {
  const answer = await startEndless();
  const rest = (async () => {
    while ((await nextPiece(answer)) !== undefined);
  })();
  const cut = rest.then(
    () => null,
    (error: unknown) => error,
  );
  expect(await server.child.stop()).toEqual({ code: 0, signal: null });
  expect(await cut).toBeInstanceOf(Error);
});
