import type { Deployment } from '@proving-ground/shared';

/** A deployment that has ended has no gate at work, whatever ended it; what the gate came to before stays. Pure. */
export function gateAtEnd(gate: Deployment['gate']): Deployment['gate'] {
  if (gate?.status !== 'running') return gate;
  return { ...gate, status: 'stopped', reason: 'The deployment ended before its gate came to a verdict.' };
}
