import { z } from 'zod';
import { googleRest } from './google-rest.ts';

const HOST = 'serviceusage.googleapis.com';
const API = 'Service Usage';

const batchGetResponse = z.object({
  services: z.array(z.object({ name: z.string(), state: z.string().optional() })).default([]),
});

/** Which of the named APIs are not enabled in the project.
 * @see https://cloud.google.com/service-usage/docs/reference/rest/v1/services/batchGet */
export async function disabledApis(projectId: string, apis: readonly string[]): Promise<string[]> {
  const names = apis.map((api) => `names=projects/${projectId}/services/${api}`).join('&');
  const answer = batchGetResponse.parse(
    await googleRest({
      api: API,
      host: HOST,
      method: 'GET',
      path: `/v1/projects/${projectId}/services:batchGet?${names}`,
    }),
  );
  const enabled = new Set(
    answer.services.filter(({ state }) => state === 'ENABLED').map(({ name }) => name.split('/').at(-1)),
  );
  return apis.filter((api) => !enabled.has(api));
}

/** Asks for the APIs to be enabled; enabling goes on after the call. */
export async function enableApis(projectId: string, apis: readonly string[]): Promise<void> {
  await googleRest({
    api: API,
    host: HOST,
    method: 'POST',
    path: `/v1/projects/${projectId}/services:batchEnable`,
    body: { serviceIds: apis },
  });
}
