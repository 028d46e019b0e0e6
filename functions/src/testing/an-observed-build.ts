import type { ObservedBuild } from '../gcp/cloud-build.ts';

/** What Cloud Build tells of a build. */
export function anObservedBuild(
  wishes: Partial<ObservedBuild> & { readonly image: 'agent' | 'backend' },
): ObservedBuild {
  const { image, ...rest } = wishes;
  const status = rest.status ?? 'WORKING';
  return {
    buildId: `build-${image}`,
    status,
    statusDetail: '',
    failureDetail: '',
    imageByDigest: status === 'SUCCESS' ? `europe-west1-docker.pkg.dev/p/r/${image}@sha256:0123456789abcdef` : null,
    logBucket: 'logs',
    logObject: `log-build-${image}.txt`,
    ...rest,
  };
}
