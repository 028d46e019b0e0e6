import { Failure } from '@proving-ground/shared';

/** The same idempotency key came with another target or other values. */
export function searchKeyReused(searchId: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'IDEMPOTENCY_KEY_REUSED',
    message: `This idempotency key already started capacity search ${searchId} with other values.`,
    nextStep: 'Use a new key for a new search.',
    retryable: false,
  });
}

export function searchNotFound(searchId: string): Failure {
  return new Failure({
    code: 'not-found',
    reason: 'CAPACITY_SEARCH_NOT_FOUND',
    message: `There is no capacity search ${searchId}.`,
    nextStep: 'Choose one from the list of searches.',
    retryable: false,
  });
}
