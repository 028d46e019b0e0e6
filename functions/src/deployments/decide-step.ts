import {
  assertNever,
  type Deployment,
  type FailureRecord,
  type PreflightFinding,
  type StepId,
} from '@proving-ground/shared';
import { decideGate } from '../gate/decide-gate.ts';
import { decideBuild } from './decide-build.ts';
import { decidePairCheck, decideRelease } from './decide-release.ts';
import { confirmGone, decideImageRemoval, decideRemoval } from './decide-removal.ts';
import { decideService } from './decide-service.ts';
import type { StepDecision } from './effect.ts';
import type { Observation } from './observation.ts';
import { REQUIRED_APIS } from './required-apis.ts';

/** What one step needs now, from the record and from what was read of the cloud. Pure. */
export function decideStep(step: StepId, deployment: Deployment, observed: Observation): StepDecision {
  switch (step) {
    case 'check':
      return deployment.kind === 'switch' ? decidePairCheck(deployment, observed) : decideCheck(observed);
    case 'repository':
      return observed.repositoryExists
        ? { kind: 'done', detail: 'The image repository is there.' }
        : { kind: 'act', detail: 'Creating the image repository.', effect: { kind: 'createRepository', step } };
    case 'source':
      return observed.archivesPresent
        ? { kind: 'done', detail: 'The sources of both images are uploaded.' }
        : { kind: 'act', detail: 'Uploading the sources.', effect: { kind: 'uploadSource', step } };
    case 'buildBackend':
    case 'buildAgent':
      return decideBuild(step, deployment, observed);
    case 'deployBackend':
      return decideService('backend', step, deployment, observed);
    case 'deployAgent':
      return decideService('agent', step, deployment, observed);
    case 'grantBackend':
      return observed.invokers.backend?.hasAccount && !observed.invokers.backend.isPublic
        ? { kind: 'done', detail: 'Only the agent may call the backend.' }
        : {
            kind: 'act',
            detail: 'Letting the agent call the backend.',
            // Whatever it was before: the model server is never open to everybody.
            effect: { kind: 'setInvokers', step, image: 'backend', isPublic: false },
          };
    case 'grantAgent':
      return observed.invokers.agent?.hasAccount
        ? { kind: 'done', detail: 'Only Proving Ground may call the new agent.' }
        : {
            kind: 'act',
            detail: 'Letting Proving Ground call the agent.',
            // Open or closed for everybody is part of the release: it changes with the traffic.
            effect: { kind: 'setInvokers', step, image: 'agent', isPublic: null },
          };
    case 'verify':
      return deployment.verification
        ? { kind: 'done', detail: verifiedText(deployment.verification) }
        : { kind: 'act', detail: 'Asking the agent a real question.', effect: { kind: 'verify', step } };
    case 'gate':
      return decideGate(deployment, observed);
    case 'release':
      return decideRelease(deployment, observed);
    case 'removeAgent':
      return decideRemoval('agent', step, deployment, observed);
    case 'removeBackend':
      return decideRemoval('backend', step, deployment, observed);
    case 'removeImages':
      return decideImageRemoval(observed);
    case 'confirmGone':
      return confirmGone(deployment, observed);
    default:
      return assertNever(step);
  }
}

function decideCheck({ disabledApis, findings = [] }: Observation): StepDecision {
  if (disabledApis?.length === 0) {
    const blocking = findings.filter(({ status }) => status === 'blocked');
    return blocking.length === 0
      ? { kind: 'done', detail: 'Nothing stands in the way.' }
      : { kind: 'fail', failure: preflightFailed(blocking) };
  }
  return {
    kind: 'act',
    detail: `Enabling ${disabledApis?.join(', ') ?? 'the APIs'}.`,
    effect: { kind: 'enableApis', step: 'check', apis: disabledApis ?? REQUIRED_APIS },
  };
}

function preflightFailed(blocking: readonly PreflightFinding[]): FailureRecord {
  return {
    code: 'failed-precondition',
    reason: 'PREFLIGHT_FAILED',
    message: blocking
      .map(({ message }) => message)
      .join(' ')
      .slice(0, 4_000),
    nextStep: blocking
      .map(({ fix }) => fix)
      .join(' ')
      .slice(0, 1_000),
    retryable: false,
  };
}

function verifiedText(verifications: NonNullable<Deployment['verification']>): string {
  const totalMs = verifications.reduce((sum, each) => sum + each.totalMs, 0);
  const took = seconds(totalMs);
  return verifications.length === 1
    ? `The agent answered in ${took}.`
    : `The agent answered ${verifications.length} questions as it should, in ${took}.`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
