import {
  type CallableRequest,
  type CapacitySearch,
  estimateCapacity,
  type LoadTestTarget,
} from '@proving-ground/shared';
import { stableHash } from '../platform/stable-hash.ts';

export type CapacityRequest = Pick<CallableRequest<'startCapacitySearch'>, 'target' | 'spec'>;

/** Of the request alone: the target may have changed when the same call comes again. */
export function searchHash({ target, spec }: CapacityRequest): string {
  return stableHash({ target, spec });
}

/** The record that a search starts from. Pure. */
export function planCapacitySearch(input: {
  readonly id: string;
  readonly request: CapacityRequest;
  readonly target: LoadTestTarget;
  readonly requestedBy: CapacitySearch['requestedBy'];
  readonly now: Date;
}): CapacitySearch {
  const { id, request, target, requestedBy, now } = input;
  const { mostSeconds } = estimateCapacity(request.spec, target);
  return {
    id,
    spec: request.spec,
    specHash: searchHash(request),
    target,
    requestedBy,
    createdAt: now.toISOString(),
    endBy: new Date(now.getTime() + mostSeconds * 1_000).toISOString(),
    endedAt: null,
    status: 'running',
    stopRequested: false,
    steps: [],
    bounds: { meets: null, misses: null },
    result: null,
    failure: null,
    epoch: 0,
    leaseUntil: null,
    nextLookAt: now.toISOString(),
    newsWaiting: false,
  };
}
