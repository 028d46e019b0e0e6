import { invalidArgument } from '../grpc/rpc.ts';

interface PageRequest {
  readonly pageSize?: number;
  readonly pageToken?: string;
}

const DEFAULT_PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 1_000;

/** One page of a sorted list; the token is the key of the last item given. @throws RpcError INVALID_ARGUMENT */
export function pageOf<T>(items: readonly T[], keyOf: (item: T) => string, request: PageRequest) {
  const { pageSize = 0, pageToken = '' } = request;
  if (pageSize < 0) throw invalidArgument('page_size must not be negative.');
  const after = Buffer.from(pageToken, 'base64url').toString();
  const start = pageToken === '' ? 0 : items.findIndex((item) => keyOf(item) === after) + 1;
  if (pageToken !== '' && start === 0) throw invalidArgument('page_token is invalid.');
  const end = start + Math.min(pageSize || DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE);
  const page = items.slice(start, end);
  const last = page.at(-1);
  const nextPageToken = last && end < items.length ? Buffer.from(keyOf(last)).toString('base64url') : '';
  return { page, nextPageToken };
}
