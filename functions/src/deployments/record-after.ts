import { type Deployment, deployment as deploymentSchema } from '@proving-ground/shared';
import type { Save } from '../store/deployment-store.ts';

/** The record once somebody has taken its lease. Pure. */
export function recordAfterClaim(current: Deployment, leaseUntil: Date): Deployment {
  const until = leaseUntil.toISOString();
  // If this holder dies, the sweeper comes when the lease is over.
  return { ...current, epoch: current.epoch + 1, leaseUntil: until, nextLookAt: until, newsWaiting: false };
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
