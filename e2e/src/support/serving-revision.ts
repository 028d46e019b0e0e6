import { liveService, servicePath } from '@proving-ground/shared';
import type { ApiClient } from './api-client.ts';

/** The revision of the codelab's agent that has the traffic, by our own records; null when none has. */
export async function servingRevision(api: ApiClient): Promise<string | null> {
  const record = await api.read(servicePath('europe-west1', 'production-adk-agent'));
  return record && (liveService.parse(record).current?.revision ?? null);
}
