import type { Deployment } from '@proving-ground/shared';
import { releaseKeyReused } from './refusals.ts';

type Member = Pick<Deployment, 'id' | 'specHash'>;

/**
 * Whether a call for a release that is there already is the same call again.
 * @throws Failure failed-precondition when it names other regions or asks for something else
 */
export function refuseOtherRelease(releaseId: string, known: readonly Member[], wanted: readonly Member[]): void {
  const isKnown = ({ id, specHash }: Member) => known.some((each) => each.id === id && each.specHash === specHash);
  if (known.length !== wanted.length || !wanted.every(isKnown)) throw releaseKeyReused(releaseId);
}
