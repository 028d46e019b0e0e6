import { describe, expect, test } from 'vitest';
import { SHIPPED_PROFILE } from './agent/profile.ts';
import { ConfigError, readConfig } from './config.ts';

const messageOf = (env: Readonly<Record<string, string>>): string => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'nothing is wrong';
};

describe('the configuration', () => {
  test('has a value for everything, on loopback, when nothing is set', () => {
    expect(readConfig({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      backend: {
        baseUrl: 'http://127.0.0.1:11434',
        model: 'gemma3:270m',
        auth: 'none',
        firstByteTimeoutSeconds: 120,
        totalTimeoutSeconds: 280,
      },
      profile: SHIPPED_PROFILE,
      answer: { temperature: 0.7, maxTokens: 256 },
      sessions: {
        maxCount: 10_000,
        maxEvents: 40,
        maxMemoryMiB: 256,
        ttlSeconds: 3600,
        waitSeconds: 30,
        firestore: null,
      },
      tracing: null,
      projectId: undefined,
    });
  });

  test('sends spans where it is told to, in the words of OpenTelemetry', () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=a%20key, X-Team = zoo=keepers',
      K_SERVICE: 'production-adk-agent',
    };
    expect(readConfig(env).tracing).toEqual({
      endpoint: 'http://127.0.0.1:4318',
      headers: { 'x-api-key': 'a key', 'x-team': 'zoo=keepers' },
      serviceName: 'production-adk-agent',
    });
    expect(readConfig({ ...env, OTEL_SERVICE_NAME: 'zoo' }).tracing?.serviceName).toBe('zoo');
    expect(messageOf({ OTEL_EXPORTER_OTLP_HEADERS: 'a key' })).toContain('OTEL_EXPORTER_OTLP_HEADERS: must be');
  });

  test('keeps chats in Firestore where it is told to, and needs to know the project then', () => {
    const env = { SESSION_STORE: 'firestore', SESSION_RETENTION_DAYS: '30', GOOGLE_CLOUD_PROJECT: 'a-project' };
    expect(readConfig(env).sessions.firestore).toEqual({
      projectId: 'a-project',
      retentionDays: 30,
      emulatorHost: undefined,
    });
    expect(messageOf({ SESSION_STORE: 'firestore' })).toContain('GOOGLE_CLOUD_PROJECT: is needed');
  });

  test('takes what Cloud Run and the deployment set', () => {
    const config = readConfig({
      PORT: '9000',
      HOST: '0.0.0.0',
      OLLAMA_API_BASE: 'https://backend-abc-ew.a.run.app/',
      GEMMA_MODEL_NAME: 'gemma3:1b',
      BACKEND_AUTH: 'id-token',
      GOOGLE_CLOUD_PROJECT: 'a-project',
      GOOGLE_CLOUD_LOCATION: 'europe-west1',
      SOMETHING_ELSE: 'is not ours',
    });
    expect(config).toMatchObject({
      port: 9000,
      host: '0.0.0.0',
      backend: { baseUrl: 'https://backend-abc-ew.a.run.app', model: 'gemma3:1b', auth: 'id-token' },
      projectId: 'a-project',
    });
  });

  test('takes who the agent is from its environment, questions one on each line', () => {
    const { profile } = readConfig({
      AGENT_NAME: 'Ada',
      AGENT_DESCRIPTION: 'A librarian.',
      AGENT_PERSONA: 'You are Ada.\nUse {braces} as you like.',
      AGENT_QUESTIONS: 'One?\n\n  Two?  \n',
    });
    expect(profile).toEqual({
      name: 'Ada',
      description: 'A librarian.',
      persona: 'You are Ada.\nUse {braces} as you like.',
      questions: ['One?', 'Two?'],
    });
  });

  test('counts an empty variable as unset', () => {
    expect(readConfig({ PORT: '', OLLAMA_API_BASE: '' })).toEqual(readConfig({}));
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', 'eighty'],
    ['PORT', '80.5'],
    ['OLLAMA_API_BASE', 'backend:8080'],
    ['OLLAMA_API_BASE', 'ftp://backend'],
    ['OLLAMA_API_BASE', 'http://user:secret@backend'],
    ['GEMMA_MODEL_NAME', '  '],
    ['BACKEND_AUTH', 'basic'],
    ['SESSION_MAX_EVENTS', '1'],
    ['MODEL_TOTAL_TIMEOUT_SECONDS', '301'],
    ['MODEL_TEMPERATURE', '-1'],
  ])('refuses %s=%s by name', (name, value) => {
    expect(messageOf({ [name]: value })).toContain(`  ${name}: `);
  });

  test('names every bad variable at once, without repeating a secret', () => {
    const message = messageOf({ PORT: 'x', BACKEND_AUTH: 'y', OLLAMA_API_BASE: 'http://user:secret@backend' });
    expect(
      message
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(':')[0]),
    ).toEqual(['PORT', 'OLLAMA_API_BASE', 'BACKEND_AUTH']);
    expect(message).not.toContain('secret');
  });
});
