import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { targetKey } from '../../load-form/load-targets.ts';

/** Id of the load test at work on a target; null while there is none, or while nobody can tell: the functions refuse it. */
export function useRunningTest(key: string): string | null {
  const { loads } = useApi();
  const targets = useLive(() => loads.targets(), 'targets');
  if (targets.kind !== 'ready') return null;
  const record = targets.value.items.find(({ region, name }) => targetKey(region, name) === key);
  return record?.activeLoadTestId ?? null;
}
