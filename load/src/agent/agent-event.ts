import { agentSplit } from '@proving-ground/shared';
import { z } from 'zod';

/** What is read of an event of the agent's `/run` and `/run_sse`.
 * @see https://google.github.io/adk-docs/runtime/api-server/ */
const agentEvent = z.object({
  partial: z.boolean().nullish(),
  content: z.object({ parts: z.array(z.object({ text: z.string().nullish() })).nullish() }).nullish(),
  errorCode: z.string().nullish(),
  /** The frame that follows an event with an `errorCode`. */
  error: z.string().nullish(),
  customMetadata: z
    .object({
      answerTokens: z.number().nullish(),
      evalDurationMs: z.number().nullish(),
      loadDurationMs: z.number().nullish(),
      instanceAgeMs: z.number().nullish(),
      // Of an agent whose figures are others the answers count all the same.
      splitUs: agentSplit.nullish().catch(null),
    })
    .nullish(),
});
export type AgentEvent = z.infer<typeof agentEvent>;

/** @throws SyntaxError or ZodError when the text is no event. */
export function parseAgentEvent(text: string): AgentEvent {
  return agentEvent.parse(JSON.parse(text));
}

const agentEvents = z.array(agentEvent);

/** @throws SyntaxError or ZodError when the text is no list of events. */
export function parseAgentEvents(text: string): readonly AgentEvent[] {
  return agentEvents.parse(JSON.parse(text));
}
