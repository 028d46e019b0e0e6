import type { DeploymentScope } from '@proving-ground/shared';

/** How it is called what a deployment makes anew. */
export const SCOPE_TITLES: Readonly<Record<DeploymentScope, string>> = {
  pair: 'Whole pair',
  settings: 'Settings only',
  agent: 'Agent only',
  backend: 'Model server only',
};
