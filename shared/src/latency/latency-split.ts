import { z } from 'zod';

/**
 * What an answer's time is made of, in the order in which it passes. The parts of one answer add up to its latency, because the
 * last of each is what is left.
 */
export const LATENCY_PHASES = [
  'way',
  'agent',
  'backendWait',
  'modelQueue',
  'modelLoad',
  'prompt',
  'generation',
] as const;
export type LatencyPhase = (typeof LATENCY_PHASES)[number];

const FROM_LAST = LATENCY_PHASES.toReversed();
const microseconds = z.int().min(0);

/** A value for each phase. */
export function mapPhases<Value>(make: (phase: LatencyPhase) => Value): Record<LatencyPhase, Value> {
  return {
    way: make('way'),
    agent: make('agent'),
    backendWait: make('backendWait'),
    modelQueue: make('modelQueue'),
    modelLoad: make('modelLoad'),
    prompt: make('prompt'),
    generation: make('generation'),
  };
}

/** The same thing of each phase, as a schema. */
export function byPhase<Schema extends z.ZodType>(schema: Schema) {
  return z.record(z.enum(LATENCY_PHASES), schema);
}

/** The part that the agent knows, as it tells it in the `splitUs` of an event's `customMetadata`. */
export const agentSplit = z.object({
  agent: microseconds,
  backendWait: microseconds,
  modelQueue: microseconds,
  modelLoad: microseconds,
  prompt: microseconds,
  generation: microseconds,
});
export type AgentSplit = z.infer<typeof agentSplit>;

/** One answer's latency in whole microseconds by phase; their sum is the latency. */
export const latencySplit = z.strictObject({ way: microseconds, ...agentSplit.shape });
export type LatencySplit = z.infer<typeof latencySplit>;

/**
 * Completes what the agent knows with what the client measured. The two have different clocks: an agent that claims more than the
 * whole gets less, from its own work on, so that the sum is always the client's.
 */
export function splitLatency(input: { readonly totalUs: number; readonly agent: AgentSplit }): LatencySplit {
  const { totalUs, agent } = input;
  const split = { way: 0, ...agent };
  let leftUs = totalUs;
  for (const phase of FROM_LAST) {
    split[phase] = phase === 'way' ? leftUs : Math.min(split[phase], leftUs);
    leftUs -= split[phase];
  }
  return split;
}

/** The latency that a split is of. */
export function splitTotalUs(split: LatencySplit): number {
  return LATENCY_PHASES.reduce((sum, phase) => sum + split[phase], 0);
}
