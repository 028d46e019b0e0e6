import { z } from 'zod';
import { latencySplit } from '../latency/latency-split.ts';

/** What an answer took, and who gave it. */
export const chatAnswer = z.strictObject({
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
