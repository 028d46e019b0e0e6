import { useMemo } from 'preact/hooks';
import { useApi } from './api-context.ts';
import { type CapacityData, createCapacityData } from './capacity-data.ts';

/** What the pages of capacity searches read. It comes with them: no other page has to wait for its schemas. */
export function useCapacityData(): CapacityData {
  const { capacity } = useApi();
  return useMemo(() => capacity(createCapacityData), [capacity]);
}
