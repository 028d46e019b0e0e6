import type { protos } from '@google-cloud/cloudbuild';
import { callApi } from '../platform/failure-mapping.ts';
import { cloudBuildClient, ONE_TRY } from './clients.ts';

const API = 'Cloud Build';
type Build = protos.google.devtools.cloudbuild.v1.IBuild;

export interface BuildPlace {
  readonly projectId: string;
  readonly region: string;
}

export interface BuildRequest extends BuildPlace {
  /** Unique to deployment, step and attempt: how a build is found again after a crash. */
  readonly tag: string;
  /** Image without tag or digest. */
  readonly image: string;
  readonly imageTag: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly bucket: string;
  readonly sourceObject: string;
  readonly serviceAccount: string;
}

/** A build as the orchestrator sees it: plain strings, never a Long. */
export interface ObservedBuild {
  readonly buildId: string;
  readonly status: string;
  readonly statusDetail: string;
  readonly failureDetail: string;
  /** `name@sha256:…` of the pushed image. */
  readonly imageByDigest: string | null;
  readonly logBucket: string;
  readonly logObject: string;
}

/** On every build of ours. */
const OWN_TAG = 'proving-ground';
const BUILD_TIMEOUT_SECONDS = 1_800;

/** Starts a `docker build` of an uploaded source; there is no request id, so look for the tag first. */
export async function createBuild(request: BuildRequest): Promise<void> {
  const { projectId, region, image, imageTag, bucket } = request;
  const target = `${image}:${imageTag}`;
  const buildArgs = Object.entries(request.buildArgs).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  const client = await cloudBuildClient();
  await callApi(API, () =>
    client.createBuild(
      {
        parent: `projects/${projectId}/locations/${region}`,
        projectId,
        build: {
          source: { storageSource: { bucket, object: request.sourceObject } },
          steps: [
            { id: 'build', name: 'gcr.io/cloud-builders/docker', args: ['build', ...buildArgs, '-t', target, '.'] },
          ],
          images: [target],
          tags: [OWN_TAG, request.tag],
          timeout: { seconds: BUILD_TIMEOUT_SECONDS },
          serviceAccount: `projects/${projectId}/serviceAccounts/${request.serviceAccount}`,
          // A bucket of our own is what makes the log readable while it is written.
          logsBucket: `gs://${bucket}`,
          options: { logging: 'GCS_ONLY', logStreamingOption: 'STREAM_ON', machineType: 'E2_HIGHCPU_8' },
        },
      },
      ONE_TRY,
    ),
  );
}

/** The oldest build that carries the tag, if any. */
export async function findBuildByTag(place: BuildPlace, tag: string): Promise<ObservedBuild | null> {
  const client = await cloudBuildClient();
  const [builds] = await callApi(API, () =>
    client.listBuilds(
      {
        parent: `projects/${place.projectId}/locations/${place.region}`,
        projectId: place.projectId,
        filter: `tags="${tag}"`,
      },
      ONE_TRY,
    ),
  );
  const oldest = builds.at(-1);
  return oldest ? observed(oldest) : null;
}

/** Builds of ours that are waiting or at work. */
export async function activeBuilds(place: BuildPlace): Promise<readonly ObservedBuild[]> {
  const client = await cloudBuildClient();
  const parent = `projects/${place.projectId}/locations/${place.region}`;
  const found = await Promise.all(
    ['QUEUED', 'WORKING'].map(async (status) => {
      const filter = `tags="${OWN_TAG}" AND status="${status}"`;
      const request = { parent, projectId: place.projectId, filter };
      const [builds] = await callApi(API, () => client.listBuilds(request, ONE_TRY));
      return builds.map(observed);
    }),
  );
  return found.flat();
}

/** Reads a build; `getBuild` and not the operation, whose results hold Longs and numbers for enums. */
export async function getBuild(place: BuildPlace, buildId: string): Promise<ObservedBuild> {
  const client = await cloudBuildClient();
  const [build] = await callApi(API, () => client.getBuild(buildName(place, buildId), ONE_TRY));
  return observed(build);
}

/** Asks a build to stop; one that has ended stays as it is. */
export async function cancelBuild(place: BuildPlace, buildId: string): Promise<void> {
  const client = await cloudBuildClient();
  await callApi(API, () => client.cancelBuild(buildName(place, buildId), ONE_TRY));
}

function buildName({ projectId, region }: BuildPlace, buildId: string) {
  return { name: `projects/${projectId}/locations/${region}/builds/${buildId}`, projectId, id: buildId };
}

function observed(build: Build): ObservedBuild {
  const buildId = build.id ?? '';
  const pushed = build.results?.images?.[0];
  return {
    buildId,
    status: String(build.status ?? 'STATUS_UNKNOWN'),
    statusDetail: build.statusDetail ?? '',
    failureDetail: build.failureInfo?.detail ?? '',
    imageByDigest: pushed?.name && pushed.digest ? `${withoutTag(pushed.name)}@${pushed.digest}` : null,
    logBucket: (build.logsBucket ?? '').replace(/^gs:\/\//, ''),
    logObject: `log-${buildId}.txt`,
  };
}

/** Only a colon after the last slash starts a tag: the host may have a port. */
function withoutTag(reference: string): string {
  return reference.replace(/:[^:/]+$/, '');
}
