import type { Deployment } from '@proving-ground/shared';

/** What a deployment is about, where it is not the whole pair built anew. */
export function kindText({ kind, spec }: Pick<Deployment, 'kind' | 'spec'>): string | null {
  switch (kind) {
    case 'switch':
      return 'Traffic moved';
    case 'delete':
      return 'Deletion';
    case 'deploy':
      return SCOPES[spec.scope];
  }
}

const SCOPES: Readonly<Record<Deployment['spec']['scope'], string | null>> = {
  pair: null,
  settings: 'Settings only',
  agent: 'Agent only',
  backend: 'Model server only',
};
