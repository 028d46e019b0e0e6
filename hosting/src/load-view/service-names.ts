import type { ObservedKind } from '@proving-ground/shared';

/** How charts and lists call the two services of a pair. */
export const SERVICE_NAMES: Readonly<Record<ObservedKind, string>> = { agent: 'Agent', backend: 'Model server' };
