import { useApi } from '../../api/api-context.ts';
import { useLive } from '../../api/use-live.ts';
import { targetKey } from '../../load-form/load-targets.ts';

/** What is at work on a target, and where that is; null while nothing is, or while nobody can tell: the functions refuse it. */
export function useRunningTest(key: string): { readonly text: string; readonly href: string } | null {
  const { loads } = useApi();
  const targets = useLive(() => loads.targets(), 'targets');
  if (targets.kind !== 'ready') return null;
  const record = targets.value.items.find(({ region, name }) => targetKey(region, name) === key);
  // The search before its step: it goes on when the step is over.
  if (record?.activeSearchId)
    return { text: 'the running capacity search', href: `/capacity/${record.activeSearchId}` };
  const loadTestId = record?.activeLoadTestId;
  return loadTestId ? { text: 'the running load test', href: `/load-tests/${loadTestId}` } : null;
}
