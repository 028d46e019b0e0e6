import { invalidArgument } from '../../grpc/rpc.ts';
import { toBuildMessage } from '../build-message.ts';
import { parseListFilter } from '../list-filter.ts';
import { type CallContext, locationOf, readPlace } from './call-context.ts';

interface ListBuildsRequest {
  readonly parent?: string;
  readonly projectId?: string;
  readonly filter?: string;
  readonly pageSize?: number;
  readonly pageToken?: string;
}

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1_000;

/** Newest first. @see https://cloud.google.com/build/docs/api/reference/rest/v1/projects.builds/list */
export const listBuilds = (context: CallContext) => (request: ListBuildsRequest) => {
  const { location } = readPlace(context, request.parent, request.projectId);
  const { pageSize = 0, pageToken = '' } = request;
  if (pageSize < 0) throw invalidArgument('page_size must not be negative');
  const matches = parseListFilter(request.filter ?? '');
  const builds = context.store.list().filter((build) => locationOf(build) === location && matches(build));
  const start =
    pageToken === '' ? 0 : builds.findIndex(({ id }) => id === Buffer.from(pageToken, 'base64url').toString());
  if (start < 0) throw invalidArgument('invalid page_token');
  const size = Math.min(pageSize || DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  const next = builds[start + size];
  return {
    builds: builds.slice(start, start + size).map(toBuildMessage),
    ...(next && { nextPageToken: Buffer.from(next.id).toString('base64url') }),
  };
};
