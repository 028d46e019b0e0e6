import type { Deployment, FailureRecord } from '@proving-ground/shared';
import type { ObservedService } from '../gcp/cloud-run.ts';
import type { ImageKind } from '../gcp/source-archive.ts';
import type { StepDecision } from './effect.ts';
import type { Observation } from './observation.ts';
import { hasAllTraffic, releasedTraffic, servingRevision } from './traffic-plan.ts';

const TRAFFIC_POLL_MS = 500;
/** The agent last: with its traffic the pair changes, because each agent knows its own backend. */
const RELEASE_ORDER = ['backend', 'agent'] as const satisfies readonly ImageKind[];

/** Moves the traffic of both services to the verified pair, or holds it back when that was asked for. Pure. */
export function decideRelease(deployment: Deployment, observed: Observation): StepDecision {
  if (deployment.kind === 'deploy' && deployment.spec.holdBeforeTraffic) {
    return { kind: 'skip', detail: 'Held before traffic: promote it when you are ready.' };
  }
  if (deployment.gate?.status === 'undecided') {
    return { kind: 'skip', detail: 'Held before traffic: the load gate could not decide, so you do.' };
  }
  const seen = bothServices(observed);
  if (!seen) return { kind: 'wait', detail: 'Reading the traffic.', lookAgainInMs: TRAFFIC_POLL_MS };
  const { isPublic: isPublicNow = false } = observed.invokers.agent ?? {};
  const replaced = deployment.replaced ?? {
    backend: servingRevision(seen.backend.traffic),
    agent: servingRevision(seen.agent.traffic),
    wasPublic: isPublicNow,
  };
  for (const image of RELEASE_ORDER) {
    const revision = deployment.revisions[image]?.revision ?? '';
    const move = moveTo(image, revision, seen[image], 'release');
    if (move) return { ...move, learned: { replaced } };
  }
  const { isPublic } = deployment.spec.agent;
  if (isPublicNow !== isPublic) return { ...exposure(isPublic), learned: { replaced } };
  const whom = isPublic ? 'everybody may call it' : 'it stays private';
  return { kind: 'done', detail: `The new pair has all the traffic; ${whom}.` };
}

/** After a failure or a cancel: what has been moved goes back, the agent first. Pure. */
export function windDownRelease(deployment: Deployment, observed: Observation): StepDecision {
  const { replaced } = deployment;
  if (!replaced) return { kind: 'skip', detail: 'No traffic was moved.' };
  const seen = bothServices(observed);
  if (!seen) return { kind: 'wait', detail: 'Reading the traffic.', lookAgainInMs: TRAFFIC_POLL_MS };
  for (const image of RELEASE_ORDER.toReversed()) {
    const before = replaced[image];
    const move = before === null ? null : moveTo(image, before, seen[image], 'restore');
    if (move) return move;
  }
  if (observed.invokers.agent && observed.invokers.agent.isPublic !== replaced.wasPublic) {
    return exposure(replaced.wasPublic);
  }
  return { kind: 'skip', detail: 'The pair that served before has all the traffic.' };
}

/** Whether the pair that a switch is for is still there. Pure. */
export function decidePairCheck(deployment: Deployment, observed: Observation): StepDecision {
  const seen = bothServices(observed);
  if (!seen) return { kind: 'wait', detail: 'Looking for the pair.', lookAgainInMs: TRAFFIC_POLL_MS };
  for (const image of RELEASE_ORDER) {
    const revision = deployment.revisions[image]?.revision;
    const isThere = seen[image].traffic.some((target) => target.tag !== null && target.revision === revision);
    if (!isThere) return { kind: 'fail', failure: pairGone(deployment, image) };
  }
  return { kind: 'done', detail: 'Both revisions of the pair are there.' };
}

function exposure(isPublic: boolean): Extract<StepDecision, { kind: 'act' }> {
  return {
    kind: 'act',
    detail: isPublic ? 'Opening the agent to everybody.' : 'Closing the agent to all but Proving Ground.',
    effect: { kind: 'setInvokers', step: 'release', image: 'agent', isPublic },
  };
}

function moveTo(
  image: ImageKind,
  revision: string,
  service: ObservedService,
  purpose: 'release' | 'restore',
): Extract<StepDecision, { kind: 'act' | 'wait' }> | null {
  if (hasAllTraffic(service.traffic, revision)) return null;
  if (service.reconciling) {
    return { kind: 'wait', detail: `The traffic of the ${image} is moving.`, lookAgainInMs: TRAFFIC_POLL_MS };
  }
  return {
    kind: 'act',
    detail: `Moving the traffic of the ${image} to ${revision}.`,
    effect: {
      kind: 'shiftTraffic',
      step: 'release',
      image,
      purpose,
      etag: service.etag,
      traffic: releasedTraffic(service.traffic, revision),
    },
  };
}

function bothServices({ services }: Observation): Readonly<Record<ImageKind, ObservedService>> | null {
  const { backend, agent } = services;
  return backend && agent ? { backend: backend.value, agent: agent.value } : null;
}

function pairGone(deployment: Deployment, image: ImageKind): FailureRecord {
  return {
    code: 'failed-precondition',
    reason: 'PAIR_GONE',
    message: `The ${image} revision ${deployment.revisions[image]?.revision ?? ''} of deployment ${deployment.pairOf ?? ''} is not there any more.`,
    nextStep: 'Choose a newer release, or deploy with the values of that one.',
    retryable: false,
  };
}
