import { type LoadCost, loadCostUsd } from './load-cost.ts';
import { LOAD_LIMITS, SHARD_CAPACITY } from './load-limits.ts';
import { taskLabel } from './load-scenario.ts';
import { type LoadSpec, mostRequests, requestsPerVisit, scenarioOf } from './load-spec.ts';
import type { LoadTestTarget } from './load-test-target.ts';

/** What can be said of a load test before it starts. */
export interface LoadEstimate {
  /** If every answer came at once; slower answers make it fewer. */
  readonly mostRequests: number;
  /** Requests that may be open at the same time. */
  readonly mostInFlight: number;
  /** Open requests the agent takes with all its instances. */
  readonly agentCapacity: number;
  readonly backendCapacity: number | null;
  readonly shardCount: number;
  /** Null when nobody knows what its GPU costs. */
  readonly costUsd: LoadCost | null;
  /** What the figures will be about rather than the service's speed. */
  readonly warnings: readonly string[];
}

/** Shards that a load needs by the capacity of one. */
export function neededShards(spec: Pick<LoadSpec, 'scenario' | 'load'>): number {
  const { load } = spec;
  const needed =
    load.model === 'closed'
      ? load.users / SHARD_CAPACITY.users
      : Math.min(
          load.maxInFlight,
          (load.requestsPerSecond * requestsPerVisit(spec)) / SHARD_CAPACITY.requestsPerSecond,
        );
  return Math.max(1, Math.ceil(needed));
}

export function estimateLoad(spec: LoadSpec, target: Pick<LoadTestTarget, 'agent' | 'backend'>): LoadEstimate {
  const { load } = spec;
  const mostInFlight = load.model === 'closed' ? load.users : load.maxInFlight;
  const requests = mostRequests(spec);
  const agentCapacity = target.agent.concurrency * target.agent.maxInstances;
  const backendCapacity = target.backend && target.backend.concurrency * target.backend.maxInstances;
  return {
    // Users that never pause send as many as the service answers: only the limit bounds them.
    mostRequests: requests === 0 ? LOAD_LIMITS.totalRequests : Math.ceil(requests),
    mostInFlight,
    agentCapacity,
    backendCapacity,
    shardCount: neededShards(spec),
    costUsd: loadCostUsd(target, spec.durationSeconds + spec.drainSeconds),
    warnings: warningsOf(spec, { mostInFlight, agentCapacity, backendCapacity }),
  };
}

function warningsOf(
  spec: LoadSpec,
  {
    mostInFlight,
    agentCapacity,
    backendCapacity,
  }: Pick<LoadEstimate, 'mostInFlight' | 'agentCapacity' | 'backendCapacity'>,
): string[] {
  const { tasks } = scenarioOf(spec);
  const warnings: string[] = [];
  if (mostInFlight > agentCapacity) {
    warnings.push(
      `Up to ${mostInFlight} requests may be open, the agent takes ${agentCapacity} (concurrency × instances): Cloud Run will answer some with 429.`,
    );
  }
  if (backendCapacity !== null && tasks.some(({ kind }) => kind === 'ask') && mostInFlight > backendCapacity) {
    warnings.push(
      `Up to ${mostInFlight} questions may be open, the backend takes ${backendCapacity} (concurrency × instances): the others wait, and some may get a 429.`,
    );
  }
  if (!tasks.some(({ kind }) => kind === 'ask')) {
    warnings.push(`No task asks the model (${tasks.map(taskLabel).join(', ')}): this tests the agent's server alone.`);
  }
  return warnings;
}
