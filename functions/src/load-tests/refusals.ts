import { Failure } from '@proving-ground/shared';

/** The same idempotency key came with another target, load or note. */
export function loadKeyReused(loadTestId: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'IDEMPOTENCY_KEY_REUSED',
    message: `This idempotency key already started load test ${loadTestId} with other values.`,
    nextStep: 'Use a new key for a new load test.',
    retryable: false,
  });
}

/** Two loads at once on one service would each measure the other. */
export function loadTestInProgress(serviceName: string, loadTestId: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'LOAD_TEST_IN_PROGRESS',
    message: `Load test ${loadTestId} is at work on ${serviceName}.`,
    nextStep: 'Wait until it has ended, or stop it, then start this one.',
    retryable: false,
  });
}

/** A search holds its target between its steps too: another load would be measured as part of the next one. */
export function capacitySearchInProgress(serviceName: string, searchId: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'CAPACITY_SEARCH_IN_PROGRESS',
    message: `Capacity search ${searchId} is at work on ${serviceName}.`,
    nextStep: 'Wait until it has ended, or stop it, then start this one.',
    retryable: false,
  });
}

export function capacitySearchOver(searchId: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'CAPACITY_SEARCH_OVER',
    message: `Capacity search ${searchId} is over: no step of it starts any more.`,
    nextStep: 'Look at what it has found, or start another one.',
    retryable: false,
  });
}

export function targetNotLive(region: string, serviceName: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'TARGET_NOT_LIVE',
    message: `No agent of yours is live as ${serviceName} in ${region}.`,
    nextStep: 'Deploy it first, or choose an agent that is live.',
    retryable: false,
  });
}

/** The figures would mix the revision before with the one after. */
export function targetBeingDeployed(serviceName: string, deploymentId: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'DEPLOYMENT_IN_PROGRESS',
    message: `Deployment ${deploymentId} is at work on the service ${serviceName}.`,
    nextStep: 'Wait until it has ended, then start the load test.',
    retryable: false,
  });
}

export function loadTestNotFound(loadTestId: string): Failure {
  return new Failure({
    code: 'not-found',
    reason: 'LOAD_TEST_NOT_FOUND',
    message: `There is no load test ${loadTestId}.`,
    nextStep: 'Choose one from the history.',
    retryable: false,
  });
}

export function noBaseline(loadTestId: string, why: string): Failure {
  return new Failure({
    code: 'failed-precondition',
    reason: 'NO_BASELINE',
    message: `Load test ${loadTestId} cannot be the baseline: ${why}.`,
    nextStep: 'Choose a finished test of the same service.',
    retryable: false,
  });
}

export function scheduleNotFound(scheduleId: string): Failure {
  return new Failure({
    code: 'not-found',
    reason: 'SCHEDULE_NOT_FOUND',
    message: `There is no schedule ${scheduleId}.`,
    nextStep: 'Look at the list of schedules: somebody may have deleted it.',
    retryable: false,
  });
}
