import { signal } from '@preact/signals';
import type { Live } from './live-state.ts';

/** Where there is nothing to listen to. */
export function liveMissing(): Live<never> {
  return { state: signal({ kind: 'missing' }), retry: () => undefined };
}
