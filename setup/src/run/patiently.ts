/** Two minutes in all: what was made or enabled a moment ago is usually known everywhere by then. */
export const DELAYS_SECONDS = [1, 2, 4, 8, 15, 30, 30, 30] as const;

/** Tries until it works, until an error is not worth another try, or until patience ends with the last error. */
export async function patiently<T>(
  attempt: () => Promise<T>,
  {
    isWorthAnother,
    pause,
    onWait,
  }: {
    readonly isWorthAnother: (error: unknown) => boolean;
    readonly pause: (ms: number) => Promise<void>;
    readonly onWait: (seconds: number, error: unknown) => void;
  },
): Promise<T> {
  for (const seconds of DELAYS_SECONDS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isWorthAnother(error)) throw error;
      onWait(seconds, error);
      await pause(seconds * 1_000);
    }
  }
  return await attempt();
}
