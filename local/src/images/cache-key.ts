import { createHash } from 'node:crypto';

/** The key of what an instruction makes of its parent: equal keys, equal results. */
export function cacheKey(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
