import { type Deployment, deployment as deploymentSchema } from '@proving-ground/shared';
import type { NewEvent } from './decision.ts';

/** What the holder of a lease writes. */
export interface Save {
  /** Carries the epoch under which it was claimed. */
  readonly next: Deployment;
  readonly events: readonly NewEvent[];
  readonly now: Date;
  /** Null gives the lease back. */
  readonly leaseUntil: Date | null;
  readonly nextLookAt: Date;
}

/**
 * The record once the holder of its lease has written. Pure.
 * @throws ZodError for one that could not be read again: the loop could never mend it
 */
export function recordAfterSave(current: Deployment, { next, events, now, leaseUntil, nextLookAt }: Save): Deployment {
  return deploymentSchema.parse({
    ...next,
    // What somebody without the lease may write.
    cancelRequested: current.cancelRequested || next.cancelRequested,
    newsWaiting: current.newsWaiting,
    updatedAt: now.toISOString(),
    leaseUntil: leaseUntil?.toISOString() ?? null,
    nextLookAt: nextLookAt.toISOString(),
    eventCount: next.eventCount + events.length,
  });
}
