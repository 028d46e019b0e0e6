import type { Deployment, FailureRecord, StepId } from '@proving-ground/shared';
import type { ImageKind } from '../gcp/source-archive.ts';
import type { StepDecision } from './effect.ts';
import type { Observation } from './observation.ts';

const REMOVAL_POLL_MS = 1_000;
const WAIT_READING: StepDecision = { kind: 'wait', detail: 'Looking what is there.', lookAgainInMs: REMOVAL_POLL_MS };

/** What removing one service needs: ask for it, wait until it is gone. Pure. */
export function decideRemoval(
  image: ImageKind,
  step: StepId,
  { spec }: Deployment,
  { services }: Observation,
): StepDecision {
  const service = services[image]?.value;
  const { serviceName } = spec[image];
  if (!service) return WAIT_READING;
  if (!service.exists) return { kind: 'done', detail: `The service ${serviceName} is gone, with all its revisions.` };
  if (!service.managedByUs) return { kind: 'fail', failure: notOurs(serviceName) };
  if (service.deleting) {
    return { kind: 'wait', detail: `The service ${serviceName} is going.`, lookAgainInMs: REMOVAL_POLL_MS };
  }
  return {
    kind: 'act',
    detail: `Deleting the service ${serviceName}.`,
    effect: { kind: 'deleteService', step, image },
  };
}

/** What removing the images needs. Pure. */
export function decideImageRemoval({ images }: Observation): StepDecision {
  if (!images) return WAIT_READING;
  const image = (['agent', 'backend'] as const).find((each) => images[each]);
  if (!image) return { kind: 'done', detail: 'Their images are gone.' };
  return {
    kind: 'act',
    detail: `Deleting the images of the ${image}.`,
    effect: { kind: 'deleteImages', step: 'removeImages', image },
  };
}

/** Reads everything once more: that nothing is left is seen, not assumed. Pure. */
export function confirmGone({ spec }: Deployment, { services, images, alerts }: Observation): StepDecision {
  if (!services.agent || !services.backend || !images || !alerts) return WAIT_READING;
  const left = (['agent', 'backend'] as const).flatMap((image) => [
    ...(services[image]?.value.exists ? [`the service ${spec[image].serviceName}`] : []),
    ...(images[image] ? [`images of ${spec[image].serviceName}`] : []),
  ]);
  if (left.length > 0) return { kind: 'fail', failure: remains(left) };
  if (alerts.length > 0) {
    // Last, and here: the watch, which makes them, may have looked at the pair just before it was to go.
    const detail = `Deleting what watched the pair: ${alerts.length} alert policies and uptime checks.`;
    return { kind: 'act', detail, effect: { kind: 'deleteAlerts', step: 'confirmGone' } };
  }
  const detail = 'Nothing of this pair costs money any more. Sources and build logs stay in the bucket.';
  return { kind: 'done', detail };
}

function notOurs(serviceName: string): FailureRecord {
  return {
    code: 'failed-precondition',
    reason: 'SERVICE_NOT_OURS',
    message: `The service ${serviceName} does not carry the label of Proving Ground: somebody else made it.`,
    nextStep: 'Delete it in the Google Cloud console if it is not needed.',
    retryable: false,
  };
}

function remains(left: readonly string[]): FailureRecord {
  return {
    code: 'failed-precondition',
    reason: 'SOMETHING_REMAINS',
    message: `Still there after the deletion: ${left.join(', ')}.`,
    nextStep: 'Delete once more; somebody may have deployed in between.',
    retryable: false,
  };
}
