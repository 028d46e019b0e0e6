import { Failure } from '@proving-ground/shared';

/** The same idempotency key came with another spec. */
export function idempotencyKeyReused(deploymentId: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'IDEMPOTENCY_KEY_REUSED',
    message: `This idempotency key already started deployment ${deploymentId} with other values.`,
    nextStep: 'Use a new key for a new deployment.',
    retryable: false,
  });
}

/** The same idempotency key came with other regions or another spec. */
export function releaseKeyReused(releaseId: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'IDEMPOTENCY_KEY_REUSED',
    message: `This idempotency key already started release ${releaseId} with other values.`,
    nextStep: 'Use a new key for a new release.',
    retryable: false,
  });
}

/** One deployment at a time may change a service. */
export function deploymentInProgress(
  service: { readonly name: string; readonly region: string },
  deploymentId: string,
): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'DEPLOYMENT_IN_PROGRESS',
    message: `Deployment ${deploymentId} is at work on the service ${service.name} in ${service.region}.`,
    nextStep: 'Wait until it has ended, or cancel it, then deploy again.',
    retryable: false,
  });
}

/** A service that serves as backend cannot become an agent, nor the other way round: whoever uses it would break. */
export function serviceHasOtherKind(service: { readonly name: string; readonly kind: string }): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'SERVICE_HAS_OTHER_KIND',
    message: `The service ${service.name} is live as the ${service.kind} of another deployment.`,
    nextStep: 'Choose another service name.',
    retryable: false,
  });
}

export function releaseNotFound(releaseId: string): Failure {
  return new Failure({
    code: 'not-found',
    reason: 'RELEASE_NOT_FOUND',
    message: `There is no release ${releaseId}.`,
    nextStep: 'Choose one from the history.',
    retryable: false,
  });
}

export function deploymentNotFound(deploymentId: string): Failure {
  return new Failure({
    code: 'not-found',
    reason: 'DEPLOYMENT_NOT_FOUND',
    message: `There is no deployment ${deploymentId}.`,
    nextStep: 'Choose one from the history.',
    retryable: false,
  });
}
