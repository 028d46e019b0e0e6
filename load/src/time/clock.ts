/** Time as the engine sees it: tests put a virtual one in its place. */
export interface Clock {
  /** Milliseconds since the epoch, with a fraction, never going back. */
  nowMs(): number;
  /** Calls back once at the instant, or soon if it has passed; what it returns calls it off. */
  schedule(atMs: number, callback: () => void): () => void;
}

/** The machine's own clock. It does not follow corrections of the system time during a run. */
export const systemClock: Clock = {
  nowMs: () => performance.timeOrigin + performance.now(),
  schedule: (atMs, callback) => {
    // Timers count whole milliseconds and round down: up, so that nothing starts before its time.
    const timer = setTimeout(callback, Math.max(0, Math.ceil(atMs - systemClock.nowMs())));
    return () => clearTimeout(timer);
  },
};
