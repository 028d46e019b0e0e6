import type { DocumentReference, DocumentSnapshot } from 'firebase-admin/firestore';
import { type Claim, type ClaimRequest, claimRefusal, type Leased, recordAfterClaim } from '../platform/lease.ts';

/**
 * Takes the lease of a record under a new epoch, unless somebody holds it.
 * @param running parses the record; null once it has ended
 */
export async function claimLease<T extends Leased>(
  reference: DocumentReference,
  running: (snapshot: DocumentSnapshot) => T | null,
  request: ClaimRequest,
): Promise<Claim<T>> {
  const take = () =>
    reference.firestore.runTransaction(async (transaction): Promise<Claim<T>> => {
      const current = running(await transaction.get(reference));
      const refusal = claimRefusal(current, request);
      if (!current || refusal) return refusal ?? { kind: 'ended' };
      const record = recordAfterClaim(current, request.leaseUntil);
      transaction.set(reference, record);
      return { kind: 'claimed', record };
    });
  // Read before anything is locked: whoever is at work is not held up by those who only knock.
  const claim = claimRefusal(running(await reference.get()), request) ?? (await take());
  // Not a planned look, which the holder will plan anew, but news: the holder may have looked before it came.
  if (claim.kind === 'busy' && request.plannedAtEpoch === null) await reference.update({ newsWaiting: true });
  return claim;
}
