import { Failure, type FailureRecord } from '@proving-ground/shared';

/** What the functions say when they refuse. */
export function aRefusal(part: Partial<FailureRecord> = {}): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'DEPLOYMENT_IN_PROGRESS',
    message: 'Deployment d0 is at work.',
    nextStep: 'Wait until it has ended.',
    retryable: false,
    ...part,
  });
}
