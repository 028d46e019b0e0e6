/** What the record of a loop carries so that one worker at a time moves it on. */
export interface Leased {
  /** Fencing number: it grows with every claim, and a write under an older one is refused. */
  readonly epoch: number;
  readonly leaseUntil: string | null;
  /** When the loop means to look again; the sweep wakes what is overdue. */
  readonly nextLookAt: string;
  /** Somebody came while the lease was held: its holder looks again before it pauses. */
  readonly newsWaiting: boolean;
}

export interface ClaimRequest {
  readonly id: string;
  readonly now: Date;
  readonly leaseUntil: Date;
  /** Null: not planned by an earlier look, but news. */
  readonly plannedAtEpoch: number | null;
}

export type ClaimRefusal =
  /** Somebody else is at it. */
  | { readonly kind: 'busy' }
  /** Or it was never there. */
  | { readonly kind: 'ended' }
  /** A newer look has been taken since this one was planned, and has planned its own next one. */
  | { readonly kind: 'overtaken' };

/** What came of asking for the lease. */
export type Claim<T extends Leased> = { readonly kind: 'claimed'; readonly record: T } | ClaimRefusal;

/** Whether nobody holds a lease any more. Pure. */
export function hasLapsed(leaseUntil: string | null, now: Date): boolean {
  return leaseUntil === null || new Date(leaseUntil) <= now;
}

/** Why the lease of a record, as it was read, cannot be had; null when it can. `running`: null once it has ended. Pure. */
export function claimRefusal(
  running: Leased | null,
  { now, plannedAtEpoch }: Pick<ClaimRequest, 'now' | 'plannedAtEpoch'>,
): ClaimRefusal | null {
  if (!running) return { kind: 'ended' };
  if (plannedAtEpoch !== null && plannedAtEpoch < running.epoch) return { kind: 'overtaken' };
  return hasLapsed(running.leaseUntil, now) ? null : { kind: 'busy' };
}

/** The record once somebody has taken its lease. Pure. */
export function recordAfterClaim<T extends Leased>(current: T, leaseUntil: Date): T {
  const until = leaseUntil.toISOString();
  // If this holder dies, the sweep comes when the lease is over.
  return { ...current, epoch: current.epoch + 1, leaseUntil: until, nextLookAt: until, newsWaiting: false };
}
