import { z } from 'zod';
import { deploymentId } from './deployment-id.ts';

export const buildLogRequest = z.strictObject({
  deploymentId,
  build: z.enum(['backend', 'agent']),
  /** Where to go on reading after a reconnect. */
  offsetBytes: z.int().min(0).default(0),
});
export type BuildLogRequest = z.infer<typeof buildLogRequest>;

export const buildLogChunk = z.strictObject({ text: z.string(), nextOffsetBytes: z.int().min(0) });
export type BuildLogChunk = z.infer<typeof buildLogChunk>;

export const buildLogEnd = z.strictObject({
  nextOffsetBytes: z.int().min(0),
  /** False when the stream ended before the build did: call again from the offset. */
  complete: z.boolean(),
});
export type BuildLogEnd = z.infer<typeof buildLogEnd>;
