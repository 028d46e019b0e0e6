import { useMemo } from 'preact/hooks';
import type { Live, LiveState } from './live-state.ts';

/** Follows something live while the component is shown; `key` names what `open` opens. */
export function useLive<T>(open: () => Live<T>, key: string): LiveState<T> & { readonly retry: () => void } {
  // `open` is new at every render; the key says when it opens something else.
  const live = useMemo(open, [key]);
  return { ...live.state.value, retry: live.retry };
}
