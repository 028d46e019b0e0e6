import type { Deployment, DeploymentEvent } from '@proving-ground/shared';
import type { Effect } from './effect.ts';

export type NewEvent = Omit<DeploymentEvent, 'seq' | 'at'>;

/** What a round comes to: the next record, what to tell of it, and at most one effect. */
export interface Decision {
  readonly next: Deployment;
  readonly events: readonly NewEvent[];
  readonly effect: Effect | null;
  /** Null: the deployment has ended. */
  readonly lookAgainInMs: number | null;
}
