import { type Deployment, isTerminal } from '@proving-ground/shared';
import type { Claim, ClaimRequest } from '../store/deployment-store.ts';

/** Why the lease of a record, as it was read, cannot be had; null when it can. Pure. */
export function claimRefusal(
  current: Deployment | null,
  { now, plannedAtEpoch }: Pick<ClaimRequest, 'now' | 'plannedAtEpoch'>,
): Exclude<Claim, { readonly kind: 'claimed' }> | null {
  if (!current) return { kind: 'missing' };
  if (isTerminal(current.status)) return { kind: 'ended' };
  if (plannedAtEpoch !== null && plannedAtEpoch < current.epoch) return { kind: 'overtaken' };
  if (!current.leaseUntil || Date.parse(current.leaseUntil) <= now.getTime()) return null;
  return { kind: 'busy', until: new Date(current.leaseUntil) };
}
