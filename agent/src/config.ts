import { z } from 'zod';
import { type Profile, SHIPPED_PROFILE } from './agent/profile.ts';
import { otlpHeaders } from './trace/otlp-headers.ts';

const SECONDS_PER_DAY = 86_400;
// Node's fetch gives up on its own after 300 s without headers or without a chunk; staying below keeps the reason ours.
const MAX_MODEL_TIMEOUT_SECONDS = 290;

const whole = (limits: { readonly min: number; readonly max: number; readonly preset: number }) =>
  z.coerce.number().int().min(limits.min).max(limits.max).default(limits.preset);

const serviceUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .refine((value) => !URL.canParse(value) || new URL(value).username === '', 'must not carry a user name or password')
  .transform((value) => value.replace(/\/+$/, ''));

const environment = z
  .object({
    PORT: whole({ min: 0, max: 65_535, preset: 8080 }),
    HOST: z.string().min(1).default('127.0.0.1'),
    OLLAMA_API_BASE: serviceUrl.default('http://127.0.0.1:11434'),
    GEMMA_MODEL_NAME: z.string().trim().min(1).default('gemma3:270m'),
    BACKEND_AUTH: z.enum(['none', 'id-token']).default('none'),
    AGENT_NAME: z.string().trim().min(1).default(SHIPPED_PROFILE.name),
    AGENT_DESCRIPTION: z.string().trim().min(1).default(SHIPPED_PROFILE.description),
    AGENT_PERSONA: z.string().trim().min(1).default(SHIPPED_PROFILE.persona),
    /** One on each line. */
    AGENT_QUESTIONS: z
      .string()
      .transform((text) => text.split('\n').map((line) => line.trim()))
      .default([...SHIPPED_PROFILE.questions]),
    GOOGLE_CLOUD_PROJECT: z.string().min(1).optional(),
    GOOGLE_CLOUD_LOCATION: z.string().min(1).optional(),
    SESSION_MAX_COUNT: whole({ min: 1, max: 1_000_000, preset: 10_000 }),
    SESSION_MAX_EVENTS: whole({ min: 2, max: 10_000, preset: 40 }),
    SESSION_MAX_MEMORY_MIB: whole({ min: 1, max: 65_536, preset: 256 }),
    SESSION_TTL_SECONDS: whole({ min: 1, max: 30 * SECONDS_PER_DAY, preset: 3600 }),
    SESSION_STORE: z.enum(['memory', 'firestore']).default('memory'),
    SESSION_RETENTION_DAYS: whole({ min: 1, max: 3650, preset: 90 }),
    FIRESTORE_EMULATOR_HOST: z.string().min(1).optional(),
    /** Where spans go; none are made without it. https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
    OTEL_EXPORTER_OTLP_ENDPOINT: serviceUrl.optional(),
    OTEL_EXPORTER_OTLP_HEADERS: otlpHeaders.default({}),
    OTEL_SERVICE_NAME: z.string().min(1).optional(),
    /** Cloud Run's name for this service: https://cloud.google.com/run/docs/container-contract#env-vars */
    K_SERVICE: z.string().min(1).default('agent'),
    SESSION_WAIT_SECONDS: whole({ min: 0, max: 300, preset: 30 }),
    MODEL_FIRST_BYTE_TIMEOUT_SECONDS: whole({ min: 1, max: MAX_MODEL_TIMEOUT_SECONDS, preset: 120 }),
    MODEL_TOTAL_TIMEOUT_SECONDS: whole({ min: 1, max: MAX_MODEL_TIMEOUT_SECONDS, preset: 280 }),
    MODEL_TEMPERATURE: z.coerce.number().min(0).max(2).default(0.7),
    MODEL_MAX_ANSWER_TOKENS: whole({ min: 1, max: 8192, preset: 256 }),
  })
  .refine(
    ({ SESSION_STORE, GOOGLE_CLOUD_PROJECT }) => SESSION_STORE === 'memory' || GOOGLE_CLOUD_PROJECT !== undefined,
    { path: ['GOOGLE_CLOUD_PROJECT'], message: 'is needed with SESSION_STORE=firestore' },
  );

/** Everything the service can be told from outside, read once at the start. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly backend: {
    readonly baseUrl: string;
    readonly model: string;
    readonly auth: 'none' | 'id-token';
    readonly firstByteTimeoutSeconds: number;
    readonly totalTimeoutSeconds: number;
  };
  readonly profile: Profile;
  readonly answer: { readonly temperature: number; readonly maxTokens: number };
  readonly sessions: {
    readonly maxCount: number;
    readonly maxEvents: number;
    readonly maxMemoryMiB: number;
    readonly ttlSeconds: number;
    readonly waitSeconds: number;
    /** Where the sessions of people's chats are kept; null: in memory, as all others. */
    readonly firestore: {
      readonly projectId: string;
      readonly retentionDays: number;
      /** `host:port`; undefined in the cloud. */
      readonly emulatorHost: string | undefined;
    } | null;
  };
  /** Null: no spans are made. */
  readonly tracing: {
    /** Base URL of a collector that takes OTLP over HTTP. */
    readonly endpoint: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly serviceName: string;
  } | null;
  readonly projectId: string | undefined;
}

/** Names every environment variable that cannot be used, and why. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the service's settings from environment variables; empty ones count as unset.
 * @throws ConfigError listing every bad name at once.
 */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The agent cannot start: fix these environment variables.\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    backend: {
      baseUrl: values.OLLAMA_API_BASE,
      model: values.GEMMA_MODEL_NAME,
      auth: values.BACKEND_AUTH,
      firstByteTimeoutSeconds: values.MODEL_FIRST_BYTE_TIMEOUT_SECONDS,
      totalTimeoutSeconds: values.MODEL_TOTAL_TIMEOUT_SECONDS,
    },
    profile: {
      name: values.AGENT_NAME,
      description: values.AGENT_DESCRIPTION,
      persona: values.AGENT_PERSONA,
      questions: values.AGENT_QUESTIONS.filter((line) => line !== ''),
    },
    answer: { temperature: values.MODEL_TEMPERATURE, maxTokens: values.MODEL_MAX_ANSWER_TOKENS },
    sessions: {
      maxCount: values.SESSION_MAX_COUNT,
      maxEvents: values.SESSION_MAX_EVENTS,
      maxMemoryMiB: values.SESSION_MAX_MEMORY_MIB,
      ttlSeconds: values.SESSION_TTL_SECONDS,
      waitSeconds: values.SESSION_WAIT_SECONDS,
      firestore:
        values.SESSION_STORE === 'firestore' && values.GOOGLE_CLOUD_PROJECT !== undefined
          ? {
              projectId: values.GOOGLE_CLOUD_PROJECT,
              retentionDays: values.SESSION_RETENTION_DAYS,
              emulatorHost: values.FIRESTORE_EMULATOR_HOST,
            }
          : null,
    },
    tracing:
      values.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? null
        : {
            endpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
            headers: values.OTEL_EXPORTER_OTLP_HEADERS,
            serviceName: values.OTEL_SERVICE_NAME ?? values.K_SERVICE,
          },
    projectId: values.GOOGLE_CLOUD_PROJECT,
  };
};
