import type { Deployment, FailureRecord } from '@proving-ground/shared';
import { revisionName } from '../deployments/service-request.ts';
import { releaseTag } from '../deployments/traffic-plan.ts';

/** Some failure that is not worth another try. */
export const SOME_FAILURE: FailureRecord = {
  code: 'failed-precondition',
  reason: 'BUILD_FAILED',
  message: 'The build of the agent image ended with FAILURE.',
  nextStep: 'Read the log.',
  retryable: false,
};

/** The deployment as it looks when everything is built, deployed and verified. */
export function builtDeployment(deployment: Deployment): Deployment {
  const buildOf = (kind: 'backend' | 'agent') => ({
    buildId: `build-${kind}`,
    logBucket: 'logs',
    logObject: `log-build-${kind}.txt`,
    imageByDigest: `europe-west1-docker.pkg.dev/p/r/${kind}@sha256:${(kind === 'agent' ? 'a' : 'b').repeat(64)}`,
    status: 'SUCCESS',
  });
  const revisionOf = (kind: 'backend' | 'agent') => {
    const { serviceName } = deployment.spec[kind];
    return {
      revision: revisionName(serviceName, deployment.id),
      url: `https://${serviceName}.example.test`,
      tagUrl: `https://${releaseTag(deployment.id)}---${serviceName}.example.test`,
    };
  };
  return {
    ...deployment,
    builds: { backend: buildOf('backend'), agent: buildOf('agent') },
    revisions: { backend: revisionOf('backend'), agent: revisionOf('agent') },
    verification: [{ question: 'Q?', answer: 'A.', ttftMs: 10, totalMs: 2_345 }],
  };
}

/** The deployment at its end. */
export function finished(deployment: Deployment, status: 'live' | 'failed' | 'cancelled'): Deployment {
  const failure = status === 'failed' ? SOME_FAILURE : null;
  return { ...builtDeployment(deployment), status, failure, endedAt: deployment.updatedAt };
}
