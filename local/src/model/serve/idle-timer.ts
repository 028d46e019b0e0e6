/** The longest time that Node's timers can wait. */
const MAX_TIMER_MS = 0x7f_ff_ff_ff;

/** Starts a clock that calls back once, unless it is stopped. Infinity never comes. */
export function startIdleTimer(delayMs: number, onDue: () => void): Disposable {
  if (delayMs > MAX_TIMER_MS) return { [Symbol.dispose]: () => undefined };
  const timer = setTimeout(onDue, delayMs).unref();
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}
