import type { Deployment } from '@proving-ground/shared';
import { SCOPE_TITLES } from '../format/scope-titles.ts';

/** What a deployment is about, in a word or two; `pair` is the deployment of {@link Deployment.pairOf}, where it is known. */
export function kindText({ kind, spec }: Pick<Deployment, 'kind' | 'spec'>, pair: Deployment | null): string {
  switch (kind) {
    case 'switch':
      return SWITCH_TEXTS[switchKind(pair)];
    case 'delete':
      return 'Deletion';
    case 'deploy':
      return spec.scope === 'pair' ? 'Deployment' : SCOPE_TITLES[spec.scope];
  }
}

/** Whether a switch brings back a pair that was live or promotes one that was held: its record does not say, its pair's does. */
export function switchKind(pair: Deployment | null): 'rollback' | 'promotion' | 'unknown' {
  if (pair?.status === 'live') return 'rollback';
  return pair?.status === 'held' ? 'promotion' : 'unknown';
}

const SWITCH_TEXTS = { rollback: 'Rollback', promotion: 'Promotion', unknown: 'Traffic moved' } as const;
