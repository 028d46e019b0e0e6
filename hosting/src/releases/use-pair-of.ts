import type { Deployment } from '@proving-ground/shared';
import { useApi } from '../api/api-context.ts';
import { liveMissing } from '../api/live-missing.ts';
import { useLive } from '../api/use-live.ts';

/** The deployment whose pair a switch is about, read live; null while it is not known, and for what is no switch. */
export function usePairOf({ kind, pairOf }: Pick<Deployment, 'kind' | 'pairOf'>): Deployment | null {
  const { data } = useApi();
  const id = kind === 'switch' ? pairOf : null;
  const pair = useLive(() => (id === null ? liveMissing() : data.deployment(id)), id ?? '');
  return pair.kind === 'ready' ? pair.value : null;
}
