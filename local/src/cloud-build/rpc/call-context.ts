import grpc from '@grpc/grpc-js';
import { invalidArgument, notFound, RpcError } from '../../grpc/rpc.ts';
import { apiDisabledMessage } from '../../service-usage/api-disabled-message.ts';
import type { ObjectStore } from '../../storage/object-store.ts';
import type { Build } from '../build.ts';
import type { BuildQueue } from '../build-queue.ts';
import type { BuildStore } from '../build-store.ts';

/** What every method of the service works with. */
export interface CallContext {
  readonly projectId: string;
  readonly store: BuildStore;
  readonly queue: BuildQueue;
  readonly storage: Pick<ObjectStore, 'getBucket' | 'createBucket'>;
  readonly isEnabled: (service: string) => boolean;
  readonly now: () => Date;
}

const SERVICE = 'cloudbuild.googleapis.com';

/**
 * The project and location that a call is about, from `projects/P/locations/L…` or the project alone.
 *
 * @throws RpcError INVALID_ARGUMENT or PERMISSION_DENIED
 */
export function readPlace(context: CallContext, resource: string | undefined, projectId: string | undefined) {
  const [, named, location] = /^projects\/([^/]+)(?:\/locations\/([^/]+))?(?:\/|$)/.exec(resource ?? '') ?? [];
  if (resource && !named) throw invalidArgument(`invalid resource name "${resource}"`);
  const project = named ?? projectId;
  if (!project) throw invalidArgument('project_id must be specified');
  if (projectId && projectId !== project)
    throw invalidArgument(`project_id "${projectId}" does not match "${resource}"`);
  if (project !== context.projectId)
    throw new RpcError(grpc.status.PERMISSION_DENIED, 'The caller does not have permission');
  if (!context.isEnabled(SERVICE)) {
    throw new RpcError(
      grpc.status.PERMISSION_DENIED,
      apiDisabledMessage({ api: 'Cloud Build API', service: SERVICE, projectId: project }),
    );
  }
  // Without a location the service is the global one, to which every build of "global" belongs.
  return { projectId: project, location: location === 'global' ? undefined : location };
}

export interface BuildName {
  readonly name?: string;
  readonly projectId?: string;
  readonly id?: string;
}

/** @throws RpcError NOT_FOUND */
export function findBuild(context: CallContext, request: BuildName): Build {
  const { location } = readPlace(context, request.name, request.projectId);
  const id = /\/builds\/([^/]+)$/.exec(request.name ?? '')?.[1] ?? request.id;
  if (!id) throw invalidArgument('build id must be specified');
  const build = context.store.get(id);
  const isThere = build && (request.name === undefined || request.name === '' || locationOf(build) === location);
  if (!isThere) throw notFound(`Requested entity was not found: build ${id}`);
  return build;
}

export const locationOf = ({ name }: Build) => /\/locations\/([^/]+)\//.exec(name)?.[1];
