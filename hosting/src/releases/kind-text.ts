import type { Deployment, GateStatus } from '@proving-ground/shared';
import { SCOPE_TITLES } from '../format/scope-titles.ts';

/** What a deployment is about, in a word or two; `pair` is the deployment of {@link Deployment.pairOf}, where it is known. */
export function kindText(
  { kind, spec, gate }: Pick<Deployment, 'kind' | 'spec' | 'gate'>,
  pair: Deployment | null,
): string {
  switch (kind) {
    case 'switch':
      return SWITCH_TEXTS[switchKind(pair)];
    case 'delete':
      return 'Deletion';
    case 'deploy':
      return `${spec.scope === 'pair' ? 'Deployment' : SCOPE_TITLES[spec.scope]}${gate ? GATE_TEXTS[gate.status] : ''}`;
  }
}

/** Whether a switch brings back a pair that was live or promotes one that was held: its record does not say, its pair's does. */
export function switchKind(pair: Deployment | null): 'rollback' | 'promotion' | 'unknown' {
  if (pair?.status === 'live') return 'rollback';
  return pair?.status === 'held' ? 'promotion' : 'unknown';
}

/** What became of a load gate, where it matters to whoever looks through a list. */
const GATE_TEXTS: Readonly<Record<GateStatus, string>> = {
  running: '',
  passed: ', load gate passed',
  refused: ', refused by its load gate',
  undecided: ', undecided load gate',
  skipped: '',
  stopped: '',
};

const SWITCH_TEXTS = { rollback: 'Rollback', promotion: 'Promotion', unknown: 'Traffic moved' } as const;
