import { Failure } from '@proving-ground/shared';
import { z } from 'zod';
import { googleRest } from './google-rest.ts';

const HOST = 'monitoring.googleapis.com';
const API = 'Cloud Monitoring';
/** As many as one page of any of these lists may have. */
const PAGE_SIZE = 100;

/** What this product makes in Cloud Monitoring carries these labels, so that it is found again. */
export const userLabels = z.record(z.string(), z.string()).default({});

/** Everything of one collection, page by page. @throws Failure */
export async function listMonitoring<S extends z.ZodType>(input: {
  readonly projectId: string;
  readonly collection: 'alertPolicies' | 'notificationChannels' | 'uptimeCheckConfigs';
  readonly item: S;
}): Promise<readonly z.output<S>[]> {
  const { projectId, collection, item } = input;
  const page = z.object({ nextPageToken: z.string().default('') });
  const list = z.object({ [collection]: z.array(item).default([]) });
  const found: z.output<S>[] = [];
  let token = '';
  do {
    const next = token === '' ? '' : `&pageToken=${encodeURIComponent(token)}`;
    const answer = await callMonitoring('GET', `projects/${projectId}/${collection}?pageSize=${PAGE_SIZE}${next}`);
    found.push(...(list.parse(answer)[collection] ?? []));
    token = page.parse(answer).nextPageToken;
  } while (token !== '');
  return found;
}

const named = z.object({ name: z.string() });

/** Makes one resource; its name is chosen by Cloud Monitoring. @throws Failure */
export async function createMonitoring(path: string, body: object): Promise<string> {
  return named.parse(await callMonitoring('POST', path, body)).name;
}

/** Removes one resource; one that is gone already is fine. @throws Failure */
export async function deleteMonitoring(name: string): Promise<void> {
  try {
    await callMonitoring('DELETE', name);
  } catch (error) {
    if (!(error instanceof Failure && error.record.code === 'not-found')) throw error;
  }
}

/** One call of the API; the path is without version. @throws Failure */
export async function callMonitoring(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<unknown> {
  return await googleRest({ api: API, host: HOST, method, path: `/v3/${path}`, ...(body ? { body } : {}) });
}
