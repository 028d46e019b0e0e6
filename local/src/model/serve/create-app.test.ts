import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ggufContent } from '../store/gguf-content.ts';
import { ModelStore } from '../store/model-store.ts';
import { fakeEngine } from '../testing/fake-model.ts';
import { tinyGguf } from '../testing/tiny-gguf.ts';
import { createApp } from './create-app.ts';
import { LoadedModels } from './loaded-models.ts';

let folder: string;
let app: ReturnType<typeof createApp>;
let log: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-app-'));
  const gguf = join(folder, 'tiny.gguf');
  await writeFile(gguf, tinyGguf());
  log = [];
  const engine = fakeEngine({ pieces: ['Red', ' pandas'], contextTokens: 50 });
  app = createApp({
    store: new ModelStore(join(folder, 'models')),
    models: new LoadedModels({
      engine,
      parallelRequests: 2,
      maxQueuedRequests: 2,
      maxLoadedModels: 1,
      onLog: () => undefined,
    }),
    bringModel: async (name, { onProgress }) => {
      onProgress({ status: 'pulling manifest' });
      if (name.model !== 'tiny') throw new Error('nobody has it');
      return await ggufContent({ kind: 'foreign', path: gguf });
    },
    defaults: { contextTokens: 100, keepAliveMs: 60_000 },
    version: '1.2.3',
    onLog: (line) => log.push(line),
  });
  await post('/api/pull', { model: 'tiny' });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function post(path: string, body: unknown) {
  const response = await app.request(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  return { status: response.status, type: response.headers.get('content-type'), lines, line: lines[0] };
}

const chat = (more: object = {}) => ({ model: 'tiny', messages: [{ role: 'user', content: 'Hi' }], ...more });
const line = { model: 'tiny', created_at: expect.stringMatching(/^\d{4}-.*Z$/) };
const metrics = {
  total_duration: expect.any(Number),
  load_duration: expect.any(Number),
  prompt_eval_count: 2,
  prompt_eval_duration: expect.any(Number),
  eval_count: 2,
  eval_duration: expect.any(Number),
};

describe('/api/chat', () => {
  test('streams unless it is told not to', async () => {
    const { status, type, lines } = await post('/api/chat', chat());
    expect({ status, type }).toEqual({ status: 200, type: 'application/x-ndjson' });
    expect(lines).toEqual([
      { ...line, message: { role: 'assistant', content: 'Red' }, done: false },
      { ...line, message: { role: 'assistant', content: ' pandas' }, done: false },
      { ...line, message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', ...metrics },
    ]);
  });

  test('told so, it answers at once', async () => {
    const { type, lines } = await post('/api/chat', chat({ stream: false }));
    expect(type).toBe('application/json');
    expect(lines).toEqual([
      { ...line, message: { role: 'assistant', content: 'Red pandas' }, done: true, done_reason: 'stop', ...metrics },
    ]);
  });

  test('without messages it loads, or unloads', async () => {
    const empty = { ...line, message: { role: 'assistant', content: '' }, done: true };
    expect((await post('/api/chat', chat({ messages: [] }))).lines).toEqual([{ ...empty, done_reason: 'load' }]);
    expect((await post('/api/chat', chat({ messages: [], keep_alive: 0 }))).lines).toEqual([
      { ...empty, done_reason: 'unload' },
    ]);
  });

  test.each([
    ['', 400, 'missing request body'],
    ['{', 400, 'invalid JSON'],
    [{}, 400, 'model is required'],
    [{ model: '../x' }, 400, 'invalid model name'],
    [chat({ model: 'other' }), 404, 'model "other" not found, try pulling it first'],
    [chat({ options: { temperature: 'hot' } }), 400, 'options.temperature: Invalid input'],
    [chat({ tools: [{}] }), 400, 'tools is not supported by this model server'],
    [chat({ messages: [{ role: 'user', content: 'x'.repeat(60) }] }), 400, 'the prompt has 60 tokens'],
  ])('%j is answered %i', async (body, status, error) => {
    const answer = await post('/api/chat', body);
    expect(answer.status).toBe(status);
    expect(answer.line).toEqual({ error: expect.stringContaining(error) });
  });
});

describe('/api/generate', () => {
  test('answers a prompt with its system text, or the prompt as it is', async () => {
    const { lines } = await post('/api/generate', { model: 'tiny', system: 'S', prompt: 'Hi', stream: false });
    expect(lines).toEqual([
      { ...line, response: 'Red pandas', done: true, done_reason: 'stop', ...metrics, prompt_eval_count: 3 },
    ]);
    const raw = await post('/api/generate', { model: 'tiny', system: 'S', prompt: 'Hi', raw: true });
    expect(raw.lines.at(-1)).toMatchObject({ response: '', prompt_eval_count: 2 });
  });

  test('loads without a prompt, and refuses one that is too long', async () => {
    expect((await post('/api/generate', { model: 'tiny' })).line).toMatchObject({ response: '', done_reason: 'load' });
    const long = await post('/api/generate', { model: 'tiny', prompt: 'x'.repeat(60), raw: true });
    expect(long).toMatchObject({ status: 400, line: { error: expect.stringContaining('60 tokens') } });
  });
});

describe('models', () => {
  test('are pulled with progress, and a pull that fails says so in its last line', async () => {
    const pulled = await post('/api/pull', { model: 'tiny' });
    expect(pulled.lines).toEqual([{ status: 'pulling manifest' }, { status: 'success' }]);
    expect((await post('/api/pull', { model: 'other' })).lines.at(-1)).toEqual({ error: 'nobody has it' });
    expect(await post('/api/pull', { model: 'other', stream: false })).toMatchObject({ status: 500 });
    expect((await post('/api/pull', { model: 'tiny', stream: false })).lines).toEqual([{ status: 'success' }]);
  });

  test('are listed, shown, and running after a request', async () => {
    const details = { format: 'gguf', family: 'llama', families: ['llama'] };
    const { models } = (await (await app.request('/api/tags')).json()) as { models: unknown[] };
    expect(models).toEqual([
      {
        name: 'tiny:latest',
        model: 'tiny:latest',
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        size: expect.any(Number),
        modified_at: expect.any(String),
        details: expect.objectContaining(details),
      },
    ]);
    const shown = await post('/api/show', { model: 'tiny' });
    expect(shown.line).toMatchObject({
      details,
      template: expect.stringContaining('Visitor: {{ .Prompt }}'),
      parameters: expect.stringMatching(/^temperature +0\.7$/m),
      model_info: { 'general.name': 'Tiny' },
    });
    expect(await (await app.request('/api/ps')).json()).toEqual({ models: [] });
    await post('/api/chat', chat({ options: { num_ctx: 70 } }));
    expect(await (await app.request('/api/ps')).json()).toMatchObject({
      models: [{ name: 'tiny:latest', context_length: 50, size_vram: 0, expires_at: expect.any(String) }],
    });
  });
});

test('GET and HEAD of / say that it runs; /api/version says what', async () => {
  expect(await (await app.request('/')).text()).toBe('Ollama is running');
  expect((await app.request('/', { method: 'HEAD' })).status).toBe(200);
  expect(await (await app.request('/api/version')).json()).toEqual({ version: '1.2.3' });
});

test('what Ollama has and this server has not is 501; what neither has is 404', async () => {
  for (const path of ['/api/embed', '/api/create', '/api/blobs/sha256:x']) {
    expect(await post(path, {})).toMatchObject({ status: 501, line: { error: expect.stringContaining(path) } });
  }
  expect((await app.request('/api/fly')).status).toBe(404);
});

test('every request is a line of the log', async () => {
  await post('/api/chat', chat());
  expect(log).toContainEqual(expect.stringMatching(/^POST \/api\/chat 200 \d+ ms$/));
  expect(log).toContainEqual(expect.stringMatching(/^tiny: 2 prompt tokens in \d+ ms, 2 tokens in \d+ ms$/));
});
