import { type CapacitySearch, capacitySearch, capacitySearchPath } from '@proving-ground/shared';
import { vi } from 'vitest';
import type { ApiClient } from './api-client.ts';

export async function searchOf(api: ApiClient, id: string): Promise<CapacitySearch> {
  return capacitySearch.parse(await api.read(capacitySearchPath(id)));
}

/** The search at its end. */
export async function endedSearch(api: ApiClient, id: string, timeout: number): Promise<CapacitySearch> {
  return await vi.waitUntil(
    async () => {
      const search = await searchOf(api, id);
      return search.status === 'running' ? null : search;
    },
    { timeout, interval: 300 },
  );
}
