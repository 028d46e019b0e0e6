import type { LoadScenario, LoadSpec } from '@proving-ground/shared';
import type { AgentClient } from '../agent/agent-client.ts';
import type { ShardPlan } from '../plan/plan-shards.ts';
import type { Clock } from '../time/clock.ts';
import type { Sleepers } from '../time/sleepers.ts';
import type { Recorder } from './recorder.ts';

/** What the loops of a running shard share. */
export interface RunContext {
  readonly plan: ShardPlan;
  readonly spec: LoadSpec;
  readonly scenario: LoadScenario;
  readonly clock: Clock;
  readonly sleepers: Sleepers;
  readonly client: AgentClient;
  readonly recorder: Recorder;
  /** Whether new requests may still start. */
  readonly isOpen: () => boolean;
  /** Asked before every request; false once the run may make no more. */
  readonly mayRequest: () => boolean;
  /** Names for users and sessions, different in every run. */
  readonly newId: () => string;
}
