import { signal } from '@preact/signals';
import { failureOfError } from './failure-of-error.ts';
import type { Live, LiveState } from './live-state.ts';

/** Turns a Firestore listener into a state that listens while it is read. `start` returns the way to stop. */
export function listen<T>(
  doing: string,
  start: (next: (state: LiveState<T>) => void, fail: (error: unknown) => void) => () => void,
): Live<T> {
  let stop: (() => void) | undefined;
  const begin = () => {
    stop?.();
    stop = start(
      (next) => {
        state.value = next;
      },
      (error) => {
        // Firestore has ended the listener by now.
        stop = undefined;
        state.value = { kind: 'failed', failure: failureOfError(error, doing).record };
      },
    );
  };
  const state = signal<LiveState<T>>(
    { kind: 'loading' },
    {
      watched: begin,
      unwatched: () => {
        stop?.();
        stop = undefined;
      },
    },
  );
  return {
    state,
    retry: () => {
      state.value = { kind: 'loading' };
      begin();
    },
  };
}
