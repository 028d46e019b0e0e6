import type { LocalEndpoints } from '@proving-ground/shared';
import { z } from 'zod';

const entries = z.object({
  entries: z
    .array(
      z.object({
        logName: z.string(),
        resource: z.object({ labels: z.object({ service_name: z.string() }) }),
        httpRequest: z.object({ requestUrl: z.string() }).optional(),
        jsonPayload: z.object({ event: z.string() }).optional(),
      }),
    )
    .default([]),
});

/** What Cloud Logging has of a trace: each request with its service and path, each line with its service and event. */
export async function loggedTrace({ twin, projectId }: LocalEndpoints, traceId: string): Promise<readonly string[]> {
  const response = await fetch(`${twin}/logging.googleapis.com/v2/entries:list`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      resourceNames: [`projects/${projectId}`],
      filter: `trace="projects/${projectId}/traces/${traceId}"`,
    }),
  });
  return entries
    .parse(await response.json())
    .entries.map(({ resource, httpRequest, jsonPayload }) =>
      [
        resource.labels.service_name,
        httpRequest ? new URL(httpRequest.requestUrl).pathname.split('/')[1] : (jsonPayload?.event ?? ''),
      ].join(' '),
    );
}
