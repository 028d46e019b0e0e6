import { expect, test } from 'vitest';
import { readServerSettings } from './server-settings.ts';

test("an empty environment gives Ollama's own defaults", () => {
  expect(readServerSettings({ OLLAMA_MODELS: '', OLLAMA_MAX_QUEUE: '0' }, '/home/x')).toEqual({
    host: { scheme: 'http', host: '127.0.0.1', port: 11_434 },
    modelsFolder: '/home/x/.ollama/models',
    parallelRequests: 1,
    maxQueuedRequests: 512,
    maxLoadedModels: 3,
    contextTokens: 4_096,
    keepAliveMs: 300_000,
    debug: false,
  });
});

test("the image's environment is read", () => {
  const env = {
    OLLAMA_HOST: '0.0.0.0:8080',
    OLLAMA_MODELS: '/models',
    OLLAMA_DEBUG: 'false',
    OLLAMA_KEEP_ALIVE: '-1',
    OLLAMA_NUM_PARALLEL: '4',
  };
  expect(readServerSettings(env, '/root')).toMatchObject({
    host: { host: '0.0.0.0', port: 8_080 },
    modelsFolder: '/models',
    keepAliveMs: Number.POSITIVE_INFINITY,
    parallelRequests: 4,
    debug: false,
  });
});

test('every variable that cannot be used is named', () => {
  const env = { OLLAMA_NUM_PARALLEL: 'many', OLLAMA_KEEP_ALIVE: 'soon', OLLAMA_MAX_QUEUE: '-1' };
  expect(() => readServerSettings(env, '/root')).toThrow(
    /OLLAMA_NUM_PARALLEL[\s\S]*OLLAMA_MAX_QUEUE[\s\S]*OLLAMA_KEEP_ALIVE/,
  );
});
