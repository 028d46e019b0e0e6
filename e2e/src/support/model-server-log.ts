import { BACKEND_DEFAULTS, LOCAL_PROJECT_ID } from '@proving-ground/shared';
import type { Product } from './start-product.ts';

/** When the model server let go of requests whose callers had hung up, by its own log, oldest first. */
export async function droppedRequests({ endpoints }: Product): Promise<readonly Date[]> {
  const response = await fetch(`${endpoints.twin}/logging.googleapis.com/v2/entries:list`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      resourceNames: [`projects/${LOCAL_PROJECT_ID}`],
      filter: [
        'resource.type="cloud_run_revision"',
        `resource.labels.service_name="${BACKEND_DEFAULTS.serviceName}"`,
        'textPayload:"cancelled"',
      ].join(' AND '),
      orderBy: 'timestamp asc',
      pageSize: 1_000,
    }),
  });
  const { entries = [] } = (await response.json()) as { readonly entries?: readonly { readonly timestamp: string }[] };
  return entries.map(({ timestamp }) => new Date(timestamp));
}
