import type { Deployment, LiveService } from '@proving-ground/shared';

/** Who has the traffic of a deployment's agent now. */
export type ServingNow =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'this' }
  | { readonly kind: 'other'; readonly revision: string };

export function servingNow({ spec, revisions }: Deployment, services: readonly LiveService[]): ServingNow {
  const service = services.find(({ region, name }) => region === spec.region && name === spec.agent.serviceName);
  const revision = service?.current?.revision;
  if (revision === undefined) return { kind: 'nobody' };
  return revision === revisions.agent?.revision ? { kind: 'this' } : { kind: 'other', revision };
}
