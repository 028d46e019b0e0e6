import { type Deployment, type FailureRecord, isTerminal } from '@proving-ground/shared';
import { activeSteps, isWindingDown } from './active-steps.ts';
import { decideStep } from './decide-step.ts';
import type { Decision } from './decision.ts';
import { DecisionDraft } from './decision-draft.ts';
import type { Observation } from './observation.ts';
import { windDownStep } from './wind-down.ts';

/** A build that cannot be stopped must not keep a deployment open for ever. */
const WIND_DOWN_LIMIT_MS = 10 * 60_000;

/** The next record and at most one effect, from the record, from what was read of the cloud, and the time. Pure. */
export function decide(deployment: Deployment, observed: Observation, now: Date): Decision {
  if (isTerminal(deployment.status)) return { next: deployment, events: [], effect: null, lookAgainInMs: null };
  const draft = new DecisionDraft(overDeadline(deployment, now), now);
  const pastLimit = now.getTime() > Date.parse(deployment.deadlineAt) + WIND_DOWN_LIMIT_MS;
  for (const step of activeSteps(draft.next)) {
    if (pastLimit) draft.apply(step, { kind: 'skip', detail: 'Given up on: it did not stop in time.' });
    else if (isWindingDown(draft.next)) draft.apply(step, windDownStep(step, draft.next, observed));
    else draft.apply(step, decideStep(step, draft.next, observed));
  }
  return draft.finish();
}

function overDeadline(deployment: Deployment, now: Date): Deployment {
  if (deployment.failure || now.getTime() <= Date.parse(deployment.deadlineAt)) return deployment;
  const minutes = Math.round((Date.parse(deployment.deadlineAt) - Date.parse(deployment.createdAt)) / 60_000);
  const failure: FailureRecord = {
    code: 'deadline-exceeded',
    reason: 'DEPLOYMENT_TIMED_OUT',
    message: `The deployment did not finish within ${minutes} minutes.`,
    nextStep: 'See which step was still at work, mend its cause, and deploy again.',
    retryable: false,
  };
  return { ...deployment, failure };
}
