import { keyedId } from '../platform/stable-hash.ts';

/** The load test of a step: whoever begins it again after a crash finds the same one. */
export function stepTestId(
  searchId: string,
  { index, attempt }: { readonly index: number; readonly attempt: number },
): string {
  return keyedId(`capacity:${searchId}`, `${index}.${attempt}`);
}
