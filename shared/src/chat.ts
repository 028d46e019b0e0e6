import { z } from 'zod';
import { serviceName } from './cloud-run-rules.ts';
import { latencySplit } from './latency-split.ts';
import { REGIONS } from './service-defaults.ts';

export const chatRequest = z.strictObject({
  region: z.enum(REGIONS),
  /** The agent service to talk to; it must be live. */
  agentServiceName: serviceName,
  /** Chosen by the client; the agent keeps the conversation under it. */
  sessionId: z.uuid(),
  /** The first message of the session; later ones are told when the agent has forgotten what was said before. */
  newSession: z.boolean(),
  message: z.string().trim().min(1).max(4_000),
});
export type ChatRequest = z.infer<typeof chatRequest>;

export const chatChunk = z.discriminatedUnion('type', [
  /** `waitingForModel` is sent once the agent has the question; `sessionRestarted` when it had forgotten the conversation. */
  z.strictObject({ type: z.literal('status'), status: z.enum(['waitingForModel', 'sessionRestarted']) }),
  z.strictObject({ type: z.literal('delta'), text: z.string() }),
]);
export type ChatChunk = z.infer<typeof chatChunk>;

export const chatAnswer = z.strictObject({
  text: z.string(),
  /** From the function's request to the agent until the first token. */
  ttftMs: z.number().nullable(),
  totalMs: z.number(),
  tokensPerSecond: z.number().nullable(),
  promptTokens: z.int().nullable(),
  answerTokens: z.int().nullable(),
  /** Time the model server spent loading the model: a cold start. */
  modelLoadMs: z.number().nullable(),
  model: z.string().nullable(),
  revision: z.string().nullable(),
  /** Where `totalMs` went; null when the agent does not tell. */
  splitUs: latencySplit.nullable().default(null),
  /** Of the question on its way to the agent and the model: 32 hex digits. */
  traceId: z.string().nullable().default(null),
  /** True when the answer hit the token limit. */
  truncated: z.boolean(),
});
export type ChatAnswer = z.infer<typeof chatAnswer>;
