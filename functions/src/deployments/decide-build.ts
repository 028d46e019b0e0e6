import { type BuildRecord, type Deployment, type FailureRecord, shortDigest } from '@proving-ground/shared';
import type { ObservedBuild } from '../gcp/cloud-build.ts';
import type { Learned, StepDecision } from './effect.ts';
import { BUILD_STEPS, buildTag, type Observation } from './observation.ts';

/** Pub/Sub tells of changes sooner; this is for when its message is late or lost. */
const BUILD_POLL_MS = 3_000;

type BuildStep = keyof typeof BUILD_STEPS;

/** Whether Cloud Build is still at it. */
export function isActiveBuild(status: string): boolean {
  return ['STATUS_UNKNOWN', 'PENDING', 'QUEUED', 'WORKING'].includes(status);
}

/** What a build step needs: start it once, wait, keep the digest. Pure. */
export function decideBuild(step: BuildStep, deployment: Deployment, observed: Observation): StepDecision {
  const image = BUILD_STEPS[step];
  const seen = observed.builds[image];
  if (!seen?.value) {
    const tag = buildTag(deployment, step);
    return { kind: 'act', detail: 'Starting the build.', effect: { kind: 'createBuild', step, image, tag } };
  }
  const build = seen.value;
  const learned = learnBuild(deployment, step, build);
  if (isActiveBuild(build.status)) {
    return { kind: 'wait', detail: progress(build), lookAgainInMs: BUILD_POLL_MS, learned };
  }
  if (build.status === 'SUCCESS' && build.imageByDigest) {
    return { kind: 'done', detail: `Built ${shortDigest(build.imageByDigest)}.`, learned };
  }
  return { kind: 'fail', failure: buildFailure(image, build, seen.logTail), learned };
}

/** The record with what is now known of the build. */
export function learnBuild(deployment: Deployment, step: BuildStep, build: ObservedBuild): Learned {
  const record: BuildRecord = {
    buildId: build.buildId,
    logBucket: build.logBucket,
    logObject: build.logObject,
    imageByDigest: build.imageByDigest,
    status: build.status,
  };
  return { builds: { ...deployment.builds, [BUILD_STEPS[step]]: record } };
}

function progress(build: ObservedBuild): string {
  if (build.statusDetail) return build.statusDetail.slice(0, 500);
  return build.status === 'WORKING' ? 'Building.' : 'Waiting for a build machine.';
}

function buildFailure(image: string, build: ObservedBuild, logTail: readonly string[]): FailureRecord {
  const what = build.status === 'SUCCESS' ? 'ended without an image' : `ended with ${build.status}`;
  return {
    code: build.status === 'CANCELLED' ? 'cancelled' : 'failed-precondition',
    reason: build.status === 'TIMEOUT' ? 'BUILD_TIMED_OUT' : 'BUILD_FAILED',
    message: `The build of the ${image} image ${what}${build.failureDetail ? `: ${build.failureDetail}` : '.'}`.slice(
      0,
      4_000,
    ),
    nextStep: 'Read the end of the build log below; when the cause is mended, deploy again.',
    retryable: false,
    logTail: [...logTail],
  };
}
