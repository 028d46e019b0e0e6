import { randomUUID } from 'node:crypto';
import { invalidArgument } from '../../grpc/rpc.ts';
import type { Build, BuildRequest } from '../build.ts';
import { type BuildMessage, readBuildMessage } from '../build-message.ts';
import type { PackedOperation } from '../build-operation.ts';
import { SubstitutionDataError, substituteBuild } from '../substitutions.ts';
import { validateBuild } from '../validate-build.ts';
import { type CallContext, readPlace } from './call-context.ts';

export interface CreateBuildRequest {
  readonly parent?: string;
  readonly projectId?: string;
  readonly build?: BuildMessage;
}

const DEFAULT_TIMEOUT = '3600s';
const DEFAULT_QUEUE_TTL = '3600s';
/** Logging options under which nothing is written to a bucket. */
const WITHOUT_BUCKET = new Set(['CLOUD_LOGGING_ONLY', 'NONE']);

/** @see https://cloud.google.com/build/docs/api/reference/rest/v1/projects.builds/create */
export const createBuild =
  (context: CallContext) =>
  async (request: CreateBuildRequest): Promise<PackedOperation> => {
    const place = readPlace(context, request.parent, request.projectId);
    if (!request.build) throw invalidArgument('invalid build: build must be specified');
    return await startBuild(context, readBuildMessage(request.build), place);
  };

/** Checks a build and queues it. @throws RpcError INVALID_ARGUMENT naming the field */
export async function startBuild(
  context: CallContext,
  asked: BuildRequest,
  { projectId, location }: { readonly projectId: string; readonly location: string | undefined },
): Promise<PackedOperation> {
  const [problem] = validateBuild(asked);
  if (problem) throw invalidArgument(`invalid build: ${problem}`);
  const id = randomUUID();
  const request = substitute(asked, { projectId, buildId: id, location: location ?? 'global' });
  // Again, for what the substitutions brought.
  const [later] = validateBuild({ ...request, substitutions: {} });
  if (later) throw invalidArgument(`invalid build: ${later}`);
  const logsBucket = await chooseLogsBucket(context, request);
  await needSourceBucket(context, request);

  const parent = location ? `projects/${projectId}/locations/${location}` : `projects/${projectId}`;
  const build: Build = {
    ...request,
    name: `${parent}/builds/${id}`,
    id,
    projectId,
    status: 'QUEUED',
    createTime: context.now().toISOString(),
    timeout: request.timeout ?? DEFAULT_TIMEOUT,
    queueTtl: request.queueTtl ?? DEFAULT_QUEUE_TTL,
    ...(logsBucket && { logsBucket }),
    logUrl: `https://console.cloud.google.com/cloud-build/builds${location ? `;region=${location}` : ''}/${id}?project=${projectId}`,
  };
  return await context.queue.add(build);
}

function substitute(build: BuildRequest, builtIns: Parameters<typeof substituteBuild>[1]): BuildRequest {
  try {
    return substituteBuild(build, builtIns);
  } catch (error) {
    if (error instanceof SubstitutionDataError)
      throw invalidArgument(`invalid build: invalid .substitutions field: ${error.message}`);
    throw error;
  }
}

async function needSourceBucket({ storage }: CallContext, { source }: BuildRequest): Promise<void> {
  const bucket = source?.storageSource?.bucket;
  if (bucket !== undefined && !(await storage.getBucket(bucket))) {
    throw invalidArgument(`invalid build: invalid .source field: storage_source.bucket "${bucket}" does not exist`);
  }
}

async function chooseLogsBucket({ storage, projectId }: CallContext, build: BuildRequest): Promise<string | undefined> {
  if (WITHOUT_BUCKET.has(build.options?.logging ?? '')) return undefined;
  if (build.logsBucket) {
    const bucket = build.logsBucket.replace(/^gs:\/\//, '').split('/')[0] ?? '';
    if (!(await storage.getBucket(bucket))) {
      throw invalidArgument(`invalid build: invalid .logs_bucket field: bucket "${bucket}" does not exist`);
    }
    return build.logsBucket;
  }
  const name = `${projectId}.cloudbuild-logs.googleusercontent.com`;
  await storage.createBucket({ name, projectId, location: 'US', settings: {} });
  return `gs://${name}`;
}
