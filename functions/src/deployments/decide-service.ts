import type { Deployment, FailureRecord, StepId } from '@proving-ground/shared';
import type { ObservedService } from '../gcp/cloud-run.ts';
import type { ImageKind } from '../gcp/source-archive.ts';
import type { StepDecision } from './effect.ts';
import type { Observation } from './observation.ts';
import { revisionName } from './service-request.ts';
import { candidateTraffic, releaseTag } from './traffic-plan.ts';

const SERVICE_POLL_MS = 1_000;

/** What a service step needs: ask for the revision once, wait until it is ready, keep the URL. Pure. */
export function decideService(
  image: ImageKind,
  step: StepId,
  deployment: Deployment,
  observed: Observation,
): StepDecision {
  const { serviceName } = deployment.spec[image];
  const wanted = revisionName(serviceName, deployment.id);
  const tag = releaseTag(deployment.id);
  const seen = observed.services[image];
  if (!seen) return { kind: 'wait', detail: 'Reading the service.', lookAgainInMs: SERVICE_POLL_MS };
  const service = seen.value;
  if (service.exists && !service.managedByUs) return { kind: 'fail', failure: nameTaken(serviceName) };
  if (service.templateRevision !== wanted) {
    return {
      kind: 'act',
      detail: `Deploying revision ${wanted}.`,
      effect: {
        kind: 'applyService',
        step,
        image,
        etag: service.etag,
        traffic: candidateTraffic(service.traffic, { revision: wanted, tag }),
      },
    };
  }
  if (service.reconciling) {
    return { kind: 'wait', detail: `Revision ${wanted} is starting.`, lookAgainInMs: SERVICE_POLL_MS };
  }
  const tagUrl = service.traffic.find((target) => target.tag === tag && target.revision === wanted)?.url ?? null;
  if (service.state === 'CONDITION_SUCCEEDED' && service.latestReadyRevision === wanted && service.url && tagUrl) {
    const { url } = service;
    const learned = { revisions: { ...deployment.revisions, [image]: { revision: wanted, url, tagUrl } } };
    return { kind: 'done', detail: `Revision ${wanted} is ready, without traffic.`, learned };
  }
  if (service.state !== 'CONDITION_FAILED') {
    // Between two states of the roll-out Cloud Run may have neither settled nor still be at it.
    return { kind: 'wait', detail: `Revision ${wanted} is not ready yet.`, lookAgainInMs: SERVICE_POLL_MS };
  }
  return { kind: 'fail', failure: revisionFailed(image, wanted, service, seen.logTail) };
}

function nameTaken(serviceName: string): FailureRecord {
  return {
    code: 'already-exists',
    reason: 'SERVICE_NAME_TAKEN',
    message: `A Cloud Run service named ${serviceName} exists in this region and was not made by Proving Ground.`,
    nextStep: 'Choose another service name, or delete that service if nobody needs it.',
    retryable: false,
  };
}

function revisionFailed(
  image: ImageKind,
  revision: string,
  service: ObservedService,
  logTail: readonly string[],
): FailureRecord {
  return {
    code: 'failed-precondition',
    reason: 'REVISION_NOT_READY',
    message: `The ${image} revision ${revision} did not become ready: ${service.message || service.state}`.slice(
      0,
      4_000,
    ),
    nextStep: 'Read the last log lines of the container below; the revision that served before goes on serving.',
    retryable: false,
    logTail: [...logTail],
  };
}
