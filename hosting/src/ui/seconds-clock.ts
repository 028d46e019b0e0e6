import { type ReadonlySignal, signal } from '@preact/signals';

/** The present in milliseconds, to the second; it ticks only while something on the screen reads it. */
export function createSecondsClock(): ReadonlySignal<number> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const clock = signal(Date.now(), {
    watched() {
      clock.value = Date.now();
      timer = setInterval(() => {
        clock.value = Date.now();
      }, 1_000);
    },
    unwatched() {
      clearInterval(timer);
    },
  });
  return clock;
}

export const secondsClock = createSecondsClock();
