import type { Precondition } from './object-store.ts';
import { storageError } from './storage-error.ts';

type Query = (name: string) => string | undefined;

/**
 * Reads `ifGenerationMatch` (0: only if it is not there) and `ifGenerationNotMatch`.
 *
 * @see https://cloud.google.com/storage/docs/request-preconditions
 */
export function readPrecondition(query: Query): Precondition {
  const match = query('ifGenerationMatch');
  const notMatch = query('ifGenerationNotMatch');
  return (current) => {
    const generation = current?.generation ?? '0';
    if ((match !== undefined && match !== generation) || (notMatch !== undefined && notMatch === generation)) {
      throw storageError(412, 'At least one of the pre-conditions you specified did not hold.');
    }
  };
}
