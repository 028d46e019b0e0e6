/** Cloud Tasks chooses the burst itself: a queue of 500 a second reports one of 100. */
const BURST_SECONDS = 0.2;

export interface DispatchRate {
  /** Takes one dispatch, or says after how many milliseconds to ask again. */
  take(nowMs: number): { readonly granted: true } | { readonly granted: false; readonly retryInMs: number };
}

/** A token bucket that holds `perSecond` dispatches a second. */
export function dispatchRate(perSecond: number, startMs: number): DispatchRate {
  const capacity = Math.max(1, perSecond * BURST_SECONDS);
  let tokens = capacity;
  let countedAtMs = startMs;
  return {
    take: (nowMs) => {
      tokens = Math.min(capacity, tokens + ((nowMs - countedAtMs) / 1000) * perSecond);
      countedAtMs = nowMs;
      if (tokens >= 1) {
        tokens -= 1;
        return { granted: true };
      }
      return { granted: false, retryInMs: Math.ceil(((1 - tokens) / perSecond) * 1000) };
    },
  };
}
