import { agentSplit } from '@proving-ground/shared';
import { z } from 'zod';

/** One `data:` frame of the agent's `/run_sse`; what is not used here is left out.
 * @see https://google.github.io/adk-docs/runtime/api-server/ */
export const agentFrame = z.object({
  partial: z.boolean().optional(),
  content: z.object({ parts: z.array(z.object({ text: z.string().optional() })).optional() }).optional(),
  finishReason: z.string().optional(),
  modelVersion: z.string().optional(),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
  /** The frame that follows an event with an `errorCode`. */
  error: z.string().optional(),
  customMetadata: z
    .object({
      loadDurationMs: z.number().optional(),
      evalDurationMs: z.number().optional(),
      promptTokens: z.int().optional(),
      answerTokens: z.int().optional(),
      /** An answer is no worse for figures that cannot be read. */
      splitUs: agentSplit.optional().catch(undefined),
    })
    .optional(),
});
export type AgentFrame = z.infer<typeof agentFrame>;

/** The text of a frame's parts. */
export function textOf(frame: AgentFrame): string {
  return (frame.content?.parts ?? []).map(({ text }) => text ?? '').join('');
}
