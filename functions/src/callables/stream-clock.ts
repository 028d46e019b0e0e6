import { setTimeout as delay } from 'node:timers/promises';

/** A pause for a stream that looks again and again, for as long as it may and somebody listens. */
export function createPause(limits: {
  readonly everyMs: number;
  readonly forMs: number;
  readonly nowMs: () => number;
}) {
  const { everyMs, forMs, nowMs } = limits;
  const endsAtMs = nowMs() + forMs;
  return async (signal: AbortSignal): Promise<boolean> => {
    if (signal.aborted || nowMs() + everyMs > endsAtMs) return false;
    return await delay(everyMs, true, { signal }).catch(() => false);
  };
}
