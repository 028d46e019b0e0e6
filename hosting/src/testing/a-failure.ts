import type { FailureRecord } from '@proving-ground/shared';

export function aFailure(part: Partial<FailureRecord> = {}): FailureRecord {
  return {
    code: 'unavailable',
    reason: 'NOT_REACHED',
    message: 'The backend gave no usable answer.',
    nextStep: 'Try again.',
    retryable: true,
    ...part,
  };
}
